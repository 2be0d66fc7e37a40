import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { amrOf, identityTokenClaims, tokenLife } from '#domain/identity-pools/identity-token.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import type { LoginUses } from '../../steps/identity-pools/logins/login-uses.ts';
import { presentIdentity } from '../../steps/identity-pools/present-identity.ts';
import { sessionTags } from '../../steps/identity-pools/proven-identity.ts';

/** The classic flow: the pool's own token for an identity, with which it assumes a role at STS itself. */
export async function getOpenIdToken(
  input: Input<'GetOpenIdToken'>,
  uses: LoginUses & Uses<'random' | 'identityTokens'>,
  call: Call,
): Output<'GetOpenIdToken'> {
  const { pool, identity, logins } = await presentIdentity(uses, input, call, (asked) =>
    requireClassicFlow(asked, input),
  );
  const { identityTokens, settings, clock } = uses;
  const claims = identityTokenClaims({
    ...{ pool, identityId: identity.id, issuer: identityTokens.issuer, accountId: settings.accountId },
    ...{ amr: amrOf(logins), tags: sessionTags(pool, logins), now: clock.now(), life: tokenLife },
  });
  return { IdentityId: identity.id, Token: await identityTokens.sign(pool.region, claims) };
}

/** @throws Failure `classicFlowOff`, `classicFlowWithMappings`, `classicFlowWithSaml` */
function requireClassicFlow({ settings, roles }: IdentityPool, { Logins = {} }: Input<'GetOpenIdToken'>): void {
  if (settings.AllowClassicFlow === false) throw new Failure('classicFlowOff');
  if (Object.keys(roles.mappings).length > 0) throw new Failure('classicFlowWithMappings');
  if (settings.SamlProviderARNs?.some((arn) => Object.hasOwn(Logins, arn))) throw new Failure('classicFlowWithSaml');
}
