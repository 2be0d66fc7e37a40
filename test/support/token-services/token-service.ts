import { verify, type KeyObject } from 'node:crypto';
import { decodeJwt, type DecodedJwt } from '#crypto/jwt.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a token service of somebody else does with a token: it takes it, or says why not. */
export interface TokenService {
  takes(token: string): Promise<'taken' | (string & {})>;
}

/** An issuer as it is registered there. */
export interface Registration {
  /** Its `iss`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  /** The service's clock, in milliseconds. */
  readonly now: () => number;
}

export async function readJson(url: string): Promise<Json> {
  // RADOS Gateway says of its GET that it is a form, so that has to be taken.
  const answer = await fetch(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as Json;
}

/** The token's parts, which these tests only call with tokens. */
export function opened(token: string): DecodedJwt {
  const decoded = decodeJwt(token);
  if (!decoded) throw new Error('No token.');
  return decoded;
}

const hashes: Json = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/** Whether the key signed the token with the RSA algorithm that it names. */
export function signedWith(key: KeyObject, { header, signingInput, signature }: DecodedJwt): boolean {
  const hash = hashes[String(header['alg'])];
  return typeof hash === 'string' && verify(hash, Buffer.from(signingInput), key, signature);
}

/** What is wrong with the dates; all of them demand the two claims to be numbers. */
export function wrongDates({ claims }: DecodedJwt, now: number): string | undefined {
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || typeof iat !== 'number') return 'no dates';
  if (exp * 1_000 <= now) return 'expired';
  return iat * 1_000 > now + 1_000 ? 'from the future' : undefined;
}

export const audiencesIn = ({ claims: { aud } }: DecodedJwt): readonly unknown[] =>
  Array.isArray(aud) ? aud : [aud].filter((one) => one !== undefined);
