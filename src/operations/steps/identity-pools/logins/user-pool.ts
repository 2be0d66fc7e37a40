import { decodeJwt } from '#crypto/jwt.ts';
import { Failure } from '#domain/failures.ts';
import { audienceAmong, checkLoginClaims, clockGrace } from '#domain/identity-pools/login-token.ts';
import { userPoolLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import { isStillSignedIn } from '../../still-signed-in.ts';
import { askIssuer } from './ask-issuer.ts';
import { longestLogin } from './longest-login.ts';
import type { LoginUses } from './login-uses.ts';

type UserPool = Extract<Provider, { kind: 'userPool' }>;

/**
 * An ID token of a user pool: one of this server, verified with the keys at hand, or one of AWS itself. The key under which
 * it is presented is AWS's in either case, whatever our issuer is called.
 */
export async function verifyUserPoolToken(uses: LoginUses, provider: UserPool, token: string): Promise<VerifiedLogin> {
  const { key, region, userPoolId, clients } = provider;
  const decoded = decodeJwt(token, longestLogin);
  if (!decoded) throw new Failure('loginNotOpenId');
  const { token_use: use } = decoded.claims;
  if (use !== 'id' && use !== 'access') throw new Failure('loginNotCognito');

  const own = await uses.directory.pool(userPoolId);
  const isOwn = own?.region === region;
  const issuer = isOwn ? uses.settings.issuerOf(own) : `https://${key}`;
  checkLoginClaims(decoded.claims, { issuer, now: uses.clock.now(), ...(!isOwn && { grace: clockGrace }) });
  const claims = isOwn
    ? await uses.signingKeys.verify(userPoolId, token)
    : await askIssuer(key, () => uses.tokenIssuers.verify(issuer, token));
  if (!claims) throw new Failure('loginSignature');
  if (use !== 'id') throw new Failure('loginNotOpenId');

  const clientId = audienceAmong(
    claims,
    clients.map(({ ClientId }) => ClientId),
  );
  if (clients.some((one) => one.ClientId === clientId && one.ServerSideTokenCheck)) {
    // Of a user pool elsewhere nobody here can say it, so it is not said.
    if (!isOwn || !(await isStillSignedIn(uses, userPoolId, claims))) throw new Failure('loginUserGone');
  }
  return userPoolLogin(key, clientId, claims);
}
