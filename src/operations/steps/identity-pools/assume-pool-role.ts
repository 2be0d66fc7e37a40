import { webIdentityOf, type WebIdentity } from '#domain/credentials/web-identity.ts';
import { Failure } from '#domain/failures.ts';
import { guestSession } from '#domain/identity-pools/guest-session.ts';
import { amrOf, identityTokenClaims, tokenLife } from '#domain/identity-pools/identity-token.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { RoleChoice } from '#domain/identity-pools/role-choice.ts';
import type { Call, Uses } from '../../operation.ts';
import { assumeWithWebIdentity, type WebIdentityRequest } from '../assume-with-web-identity.ts';
import type { MintedCredentials } from '../mint-credentials.ts';
import type { ProvenIdentity } from './proven-identity.ts';

/** The name of every session of the enhanced flow. */
const enhancedSessionName = 'CognitoIdentityCredentials';

const enhancedSeconds = 3_600;

/** The identity as a role's trust policy sees it: what the pool's own token would say. */
function webIdentityOfPool(
  { identityTokens, settings, clock }: Uses<'identityTokens' | 'settings' | 'clock'>,
  { pool, identityId, logins, tags }: ProvenIdentity,
): WebIdentity {
  const claims = identityTokenClaims({
    ...{ pool, identityId, tags, issuer: identityTokens.issuer, accountId: settings.accountId },
    ...{ amr: amrOf(logins), now: clock.now(), life: tokenLife },
  });
  return webIdentityOf(ownProvider, ownProvider, claims);
}

/**
 * The role of a choice, or why there is none, as AWS says it.
 * @param asked `CustomRoleArn`
 * @throws Failure `identityPoolMisconfigured`, `roleMappingDenied`, `roleForbidden`
 */
export function requireRole({ role, refused }: RoleChoice, asked: string | undefined): string {
  if (role !== undefined) return role;
  if (refused === 'ambiguous') throw new Failure('roleMappingDenied');
  if (refused === 'roleNotAllowed') throw new Failure('roleForbidden', { role: asked ?? '' });
  throw new Failure('identityPoolMisconfigured');
}

/** What STS is asked for an identity: guests' sessions are narrowed. */
export const poolRoleRequest = (
  uses: Uses<'identityTokens' | 'settings' | 'clock'>,
  identity: ProvenIdentity,
  roleArn: string,
): WebIdentityRequest => ({
  ...{ roleArn, identity: webIdentityOfPool(uses, identity) },
  ...{ sessionName: enhancedSessionName, durationSeconds: enhancedSeconds },
  ...(identity.logins.length === 0 && guestSession),
});

/**
 * Credentials of the role for an hour, if it trusts the identity. Guests' are narrowed.
 * @throws Failure `identityPoolMisconfigured`, whatever STS's reason is; `cenote why` shows it
 */
export async function assumePoolRole(
  uses: Uses<'identityTokens' | 'iam' | 'clock' | 'settings' | 'secrets' | 'random'>,
  identity: ProvenIdentity,
  roleArn: string,
  call: Call,
): Promise<MintedCredentials> {
  try {
    const { credentials } = await assumeWithWebIdentity(uses, call, poolRoleRequest(uses, identity, roleArn));
    return credentials;
  } catch (error) {
    throw error instanceof Failure ? new Failure('identityPoolMisconfigured') : error;
  }
}
