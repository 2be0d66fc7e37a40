import { Failure } from '../failures.ts';
import { audiencesOf } from './web-identity.ts';

type Claims = Readonly<Record<string, unknown>>;

/** How far an issuer's clock may be ahead, in seconds. */
const grace = 300;

/**
 * Holds a verified token to its own dates. Source: AWS STS, AssumeRoleWithWebIdentity; RFC 7519 §4.1.4–6.
 * @param now milliseconds
 * @throws Failure `identityTokenExpired`, `identityTokenInvalid`
 */
export function requireDates({ exp, iat, nbf }: Claims, now: number): void {
  const seconds = Math.floor(now / 1_000);
  if (!isTime(exp) || !isTime(iat)) throw invalid('Missing a required claim: exp, iat');
  if (exp <= seconds) {
    const reason = `Token expired: current date/time ${seconds} must be before the expiration date/time ${exp}`;
    throw new Failure('identityTokenExpired', { reason });
  }
  const begins = nbf === undefined ? iat : nbf;
  if (!isTime(begins) || Math.max(begins, iat) > seconds + grace) throw invalid('The token is not valid yet');
}

/**
 * Holds a token to the applications that may present it: its `azp` where it has one, its `aud` otherwise.
 * @throws Failure `identityTokenInvalid` in AWS's words
 */
export function requireAudience(claims: Claims, clientIds: readonly string[]): void {
  const { azp } = claims;
  const presented = azp === undefined ? audiencesOf(claims) : [azp];
  if (!presented.some((one) => clientIds.includes(one as string))) throw invalid('Incorrect token audience');
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
