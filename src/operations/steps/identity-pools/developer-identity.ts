import { Failure } from '#domain/failures.ts';
import { tagsIn } from '#domain/identity-pools/identity-token.ts';
import { checkLoginClaims } from '#domain/identity-pools/login-token.ts';
import { developerLogin } from '#domain/identity-pools/logins.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import { decodeJwt } from '#crypto/jwt.ts';
import type { Call, Uses } from '../../operation.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { requireIdentity } from './require.ts';

/**
 * An identity that shows a token of GetOpenIdTokenForDeveloperIdentity, and nothing besides. Tokens that the pool gave to
 * others than its developer's users are refused: those of the classic flow are for STS.
 * @throws Failure `identityNotFound`, `loginsDontMatch`, `identityForbidden`, and what is wrong with the token
 */
export async function developerIdentity(
  uses: Uses<'store' | 'directory' | 'identityTokens' | 'clock'>,
  { IdentityId, Logins }: { IdentityId: string; Logins: Readonly<Record<string, string>> },
  call: Call,
): Promise<ProvenIdentity> {
  const { identity, pool } = await requireIdentity(uses, IdentityId, call);
  if (Object.keys(Logins).length > 1) throw new Failure('loginsDontMatch');
  const token = Logins[ownProvider] ?? '';
  const decoded = decodeJwt(token);
  if (!decoded) throw new Failure('loginNotOpenId');
  checkLoginClaims(decoded.claims, { issuer: uses.identityTokens.issuer, now: uses.clock.now() });
  const claims = await uses.identityTokens.verify(token);
  if (!claims) throw new Failure('loginSignature');

  const { DeveloperProviderName: developer = '' } = pool.settings;
  const [state, ...amr] = Array.isArray(claims['amr']) ? claims['amr'].map(String) : [];
  if (claims['aud'] !== pool.id) throw new Failure('loginAudience');
  if (state !== 'authenticated' || developer === '' || !amr.includes(developer)) {
    throw new Failure('loginFromIdentityPool');
  }
  if (claims['sub'] !== identity.id || identity.state !== 'authenticated') {
    throw new Failure('identityForbidden', { identityId: IdentityId });
  }
  const login = developerLogin(developer, amr);
  return { pool, identityId: identity.id, logins: [login], tags: tagsIn(claims) };
}
