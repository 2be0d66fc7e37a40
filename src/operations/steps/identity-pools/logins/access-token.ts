import { Failure } from '#domain/failures.ts';
import { lookedUpLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import { askIssuer } from './ask-issuer.ts';
import type { LoginUses } from './login-uses.ts';

/** An access token of Facebook or Amazon, about which only they can say whose it is. */
export async function verifyAccessToken(
  { tokenIssuers }: Pick<LoginUses, 'tokenIssuers'>,
  { key, appId }: Extract<Provider, { kind: 'lookUp' }>,
  token: string,
): Promise<VerifiedLogin> {
  const found = await askIssuer(key, () => tokenIssuers.lookUp(key, token));
  if (!found) throw new Failure('loginSignature');
  if (found.appId !== appId) throw new Failure('loginAudience');
  return lookedUpLogin(key, appId, found.userId);
}
