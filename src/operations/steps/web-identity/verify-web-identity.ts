import { requireAudience, requireDates } from '#domain/credentials/token-claims.ts';
import { accessTokenIdentity, type WebIdentity, webIdentityOf } from '#domain/credentials/web-identity.ts';
import { Failure } from '#domain/failures.ts';
import type { AccessTokenIssuer } from '#ports/token-issuers.ts';
import { claimedBy, type ClaimedToken } from './claimed-token.ts';
import { registeredProvider } from './registered-provider.ts';
import type { IdentityUses, TokenProvider } from './token-provider.ts';
import { wellKnownProvider } from './well-known-providers.ts';

/**
 * Whom a token stands for: one of our identity pools, of one of our user pools or of another issuer that is registered with
 * IAM, of Google; or, where `providerId` says so, an access token of Facebook or Amazon.
 * @throws Failure `identityTokenInvalid`, `identityTokenExpired`, `idpRejectedClaim`, `issuerUnreachable`, `issuerCertificate`
 */
export async function verifyWebIdentity(uses: IdentityUses, token: string, providerId?: string): Promise<WebIdentity> {
  if (providerId !== undefined) return lookedUp(uses, token, providerId);
  const claimed = claimedBy(token);
  const provider = (await wellKnownProvider(uses, claimed)) ?? (await registeredProvider(uses, claimed));
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${claimed.issuer}`);
  return verified(uses, provider, claimed);
}

async function verified(
  { clock }: IdentityUses,
  provider: TokenProvider,
  { token }: ClaimedToken,
): Promise<WebIdentity> {
  const claims = await provider.verify(token);
  if (!claims) throw invalid('The signature of the ID Token could not be verified');
  requireDates(claims, clock.now());
  if (provider.clientIds) requireAudience(claims, provider.clientIds);
  return webIdentityOf(provider.host, provider.provider, claims, provider.shown);
}

const lookUpProviders: readonly string[] = ['graph.facebook.com', 'www.amazon.com'] satisfies AccessTokenIssuer[];

async function lookedUp({ tokenIssuers }: IdentityUses, token: string, providerId: string): Promise<WebIdentity> {
  if (!lookUpProviders.includes(providerId)) {
    throw new Failure('validationError', { reason: `${providerId} is not a provider of access tokens` });
  }
  const issuer = providerId as AccessTokenIssuer;
  const facts = await tokenIssuers.lookUp(issuer, token);
  if (!facts) throw new Failure('idpRejectedClaim', { reason: 'Token rejected by the identity provider' });
  return accessTokenIdentity(issuer, facts);
}

const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
