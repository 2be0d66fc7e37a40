import { Failure } from '../failures.ts';

type Claims = Readonly<Record<string, unknown>>;

/** How far clocks of issuers elsewhere may be off, in milliseconds. AWS: "OpenID Connect providers", developer guide. */
export const clockGrace = 300_000;

const required = ['iss', 'sub', 'aud', 'exp'];

/**
 * Holds a login's claims to what they must say, in the order in which AWS looks: they are all there, the issuer is the
 * provider, the token has not expired. Who signed it is not looked at.
 * @param grace milliseconds
 * @throws Failure `loginClaimMissing`, `loginIssuer`, `loginExpired`, `loginRejected`
 */
export function checkLoginClaims(
  claims: Claims,
  { issuer, now, grace = 0 }: { issuer: string; now: number; grace?: number },
): void {
  for (const claim of required) {
    if (claims[claim] === undefined || claims[claim] === '') throw new Failure('loginClaimMissing', { claim });
  }
  const { iss, exp, nbf, sub } = claims;
  if (iss !== issuer) throw new Failure('loginIssuer');
  if (typeof sub !== 'string') throw new Failure('loginClaimMissing', { claim: 'sub' });
  if (typeof exp !== 'number' || !(exp * 1_000 + grace > now)) {
    throw new Failure('loginExpired', { now: Math.floor(now / 1_000), expiry: String(exp).slice(0, 20) });
  }
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1_000 - grace <= now)) {
    throw new Failure('loginRejected', { reason: 'Token is not valid yet.' });
  }
}

/**
 * Which of the provider's client ids the token is for: where it has `azp` that one alone counts, else `aud` (OpenID Connect
 * Core §2).
 * @throws Failure `loginAudience`
 */
export function audienceAmong({ azp, aud }: Claims, clientIds: readonly string[]): string {
  const candidates: readonly unknown[] = azp !== undefined ? [azp] : Array.isArray(aud) ? aud : [aud];
  const found = clientIds.find((id) => candidates.includes(id));
  if (found === undefined) throw new Failure('loginAudience');
  return found;
}
