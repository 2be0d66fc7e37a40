import { decodeJwt } from '#crypto/jwt.ts';
import { Failure } from '#domain/failures.ts';
import { audienceAmong, checkLoginClaims, clockGrace } from '#domain/identity-pools/login-token.ts';
import { publicLogin, registeredLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { Claims } from '#ports/signing-keys.ts';
import { askIssuer } from './ask-issuer.ts';
import { longestLogin } from './longest-login.ts';
import type { LoginUses } from './login-uses.ts';

/** What is known of an issuer besides its name. */
interface Known {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly thumbprints?: readonly string[];
}

async function verified(uses: LoginUses, token: string, known: Known): Promise<{ claims: Claims; audience: string }> {
  const decoded = decodeJwt(token, longestLogin);
  if (!decoded) throw new Failure('loginNotOpenId');
  const { issuer, clientIds, thumbprints } = known;
  checkLoginClaims(decoded.claims, { issuer, now: uses.clock.now(), grace: clockGrace });
  const claims = await askIssuer(issuer, () => uses.tokenIssuers.verify(issuer, token, { thumbprints }));
  if (!claims) throw new Failure('loginSignature');
  return { claims, audience: audienceAmong(claims, clientIds) };
}

/** An ID token of Google or Apple. */
export async function verifyPublicToken(
  uses: LoginUses,
  { key, issuer, appId }: Extract<Provider, { kind: 'public' }>,
  token: string,
): Promise<VerifiedLogin> {
  const { claims, audience } = await verified(uses, token, { issuer, clientIds: [appId] });
  return publicLogin(key, audience, claims);
}

/** An ID token of a provider that is registered with IAM, whose client ids and certificates IAM knows. */
export async function verifyRegisteredToken(
  uses: LoginUses,
  { key, arn }: Extract<Provider, { kind: 'oidc' }>,
  token: string,
): Promise<VerifiedLogin> {
  const registered = await uses.iam.oidcProvider(key);
  if (registered?.arn !== arn) throw new Failure('loginsDontMatch');
  const { clientIds, thumbprints } = registered;
  const { claims } = await verified(uses, token, { issuer: `https://${key}`, clientIds, thumbprints });
  return registeredLogin({ key, arn }, claims);
}
