import { Failure } from '#domain/failures.ts';
import { amrOf, developerAmr, developerTokenLife, identityTokenClaims } from '#domain/identity-pools/identity-token.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { linkLogins } from '../../steps/identity-pools/link-logins.ts';
import type { LoginUses } from '../../steps/identity-pools/logins/login-uses.ts';
import { verifyLogins } from '../../steps/identity-pools/logins/verify-logins.ts';
import { sessionTags } from '../../steps/identity-pools/proven-identity.ts';
import { requireIdentity, requireIdentityPool } from '../../steps/identity-pools/require.ts';

/**
 * A token for a user whom the owner of the pool vouches for. The user's identity is found by the user id, or made; where an
 * identity is named, the user id becomes its.
 */
export async function getOpenIdTokenForDeveloperIdentity(
  input: Input<'GetOpenIdTokenForDeveloperIdentity'>,
  uses: LoginUses & Uses<'random' | 'identityTokens'>,
  call: Call,
): Output<'GetOpenIdTokenForDeveloperIdentity'> {
  const { IdentityPoolId, IdentityId, Logins, PrincipalTags = {}, TokenDuration } = input;
  const pool = await requireIdentityPool(uses, IdentityPoolId, call);
  const { DeveloperProviderName: developer = '' } = pool.settings;
  const { [developer]: developerUserId, ...tokens } = Logins;
  if (developerUserId === undefined) throw new Failure('loginsDontMatch');
  if (developerUserId.length > 1_024) throw invalid('A developer user identifier has at most 1024 characters.');
  const reason = tagProblem(PrincipalTags);
  if (reason) throw invalid(reason);

  const named = IdentityId === undefined ? undefined : await requireIdentity(uses, IdentityId, call);
  if (named && named.pool.id !== pool.id) throw new Failure('identityNotFound', { identityId: IdentityId ?? '' });
  const logins = await verifyLogins(uses, pool, tokens);
  const tags = sessionTags(pool, logins, PrincipalTags);
  const identity = await linkLogins(uses, pool, { logins, developerUserId, target: named?.identity });

  const { identityTokens, settings, clock } = uses;
  const claims = identityTokenClaims({
    ...{ pool, identityId: identity.id, issuer: identityTokens.issuer, accountId: settings.accountId },
    ...{ amr: amrOf([{ amr: developerAmr(developer, pool.id, developerUserId) }, ...logins]), tags },
    ...{ now: clock.now(), life: TokenDuration === undefined ? developerTokenLife : TokenDuration * 1_000 },
  });
  return { IdentityId: identity.id, Token: await identityTokens.sign(pool.region, claims) };
}

const invalid = (reason: string): Failure => new Failure('invalidParameter', { reason });
