import { Failure } from '#domain/failures.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import { chooseRole } from '#domain/identity-pools/role-choice.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { assumePoolRole, requireRole } from '../../steps/identity-pools/assume-pool-role.ts';
import { developerIdentity } from '../../steps/identity-pools/developer-identity.ts';
import type { LoginUses } from '../../steps/identity-pools/logins/login-uses.ts';
import { presentIdentity } from '../../steps/identity-pools/present-identity.ts';
import { type ProvenIdentity, sessionTags } from '../../steps/identity-pools/proven-identity.ts';

type Asked = Input<'GetCredentialsForIdentity'>;
type Needs = LoginUses & Uses<'random' | 'identityTokens' | 'credentialSource'>;

/** The enhanced flow: temporary credentials of the role that the pool chooses for the identity. */
export async function getCredentialsForIdentity(
  input: Asked,
  uses: Needs,
  call: Call,
): Output<'GetCredentialsForIdentity'> {
  const { CustomRoleArn: asked } = input;
  const identity = await proven(input, uses, call);
  const roleArn = requireRole(chooseRole(identity.pool.roles, identity.logins, asked), asked);
  const { SecretAccessKey: SecretKey, ...credentials } = await assumePoolRole(uses, identity, roleArn, call);
  return { IdentityId: identity.identityId, Credentials: { ...credentials, SecretKey } };
}

async function proven({ IdentityId, Logins = {} }: Asked, uses: Needs, call: Call): Promise<ProvenIdentity> {
  if (Object.hasOwn(Logins, ownProvider)) return developerIdentity(uses, { IdentityId, Logins }, call);
  const { pool, identity, logins } = await presentIdentity(uses, { IdentityId, Logins }, call);
  return { pool, identityId: identity.id, logins, tags: fittingTags(pool, logins) };
}

/** Here too long tags are one of the things that are wrong with a pool. */
const fittingTags: typeof sessionTags = (pool, logins) => {
  try {
    return sessionTags(pool, logins);
  } catch (error) {
    throw error instanceof Failure ? new Failure('identityPoolMisconfigured') : error;
  }
};
