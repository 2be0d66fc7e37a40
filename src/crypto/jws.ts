import { createPublicKey, verify, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import type { DecodedJwt } from './jwt.ts';

/** What an algorithm of RFC 7518 §3.1 is made of. Symmetric ones and `none` are no algorithms for tokens of others. */
const algorithms = {
  RS256: { hash: 'sha256', type: 'rsa' },
  RS384: { hash: 'sha384', type: 'rsa' },
  RS512: { hash: 'sha512', type: 'rsa' },
  ES256: { hash: 'sha256', type: 'ec', curve: 'prime256v1' },
  ES384: { hash: 'sha384', type: 'ec', curve: 'secp384r1' },
  ES512: { hash: 'sha512', type: 'ec', curve: 'secp521r1' },
} as const;

type Algorithm = keyof typeof algorithms;

/** A public key that somebody else published, and what it may verify. */
export interface PublishedKey {
  /** Absent where the issuer has but one key and does not name it. */
  readonly kid: string | undefined;
  readonly key: KeyObject;
  readonly algorithms: ReadonlySet<string>;
}

/** Shorter RSA keys are no proof of anything. RFC 7518 §3.3. */
const shortestModulus = 2_048;

/**
 * A key out of a JWKS (RFC 7517) that verifies signatures; undefined for one that is for something else, of a kind that is
 * not known, or too weak. A secret or private key is none: nobody who publishes it can be trusted with it.
 */
export function publishedKey(jwk: unknown): PublishedKey | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const { kid, use, alg, key_ops: operations, k, d } = jwk as Readonly<Record<string, unknown>>;
  if ((use !== undefined && use !== 'sig') || k !== undefined || d !== undefined) return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  const key = keyObject(jwk as JsonWebKeyInput['key']);
  const fitting = key ? algorithmsFor(key).filter((name) => alg === undefined || alg === name) : [];
  if (!key || fitting.length === 0) return undefined;
  return { kid: typeof kid === 'string' ? kid : undefined, key, algorithms: new Set(fitting) };
}

/**
 * The key a token says it is signed with. One without a key id is taken to be signed with the only key there is (OpenID
 * Connect Core §10.1); where there are several, none is tried.
 */
export function keyNamedBy({ header }: DecodedJwt, keys: readonly PublishedKey[]): PublishedKey | undefined {
  if (header['kid'] === undefined) return keys.length === 1 ? keys[0] : undefined;
  return keys.find(({ kid }) => kid === header['kid']);
}

/**
 * Whether the key signed the token. The token's `alg` must be one that fits the key: a public key never serves as a shared
 * secret. Critical header extensions (RFC 7515 §4.1.11) are refused, since none is known.
 */
export function isSignedWith({ header, signingInput, signature }: DecodedJwt, published: PublishedKey): boolean {
  const { alg, crit } = header;
  if (crit !== undefined || typeof alg !== 'string' || !published.algorithms.has(alg)) return false;
  const { hash } = algorithms[alg as Algorithm];
  return verify(hash, Buffer.from(signingInput), { key: published.key, dsaEncoding: 'ieee-p1363' }, signature);
}

function keyObject(key: JsonWebKeyInput['key']): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function algorithmsFor({ asymmetricKeyType: type, asymmetricKeyDetails: details = {} }: KeyObject): Algorithm[] {
  if (type === 'rsa' && (details.modulusLength ?? 0) < shortestModulus) return [];
  return (Object.keys(algorithms) as Algorithm[]).filter((name) => {
    const wanted: { type: string; curve?: string } = algorithms[name];
    return wanted.type === type && wanted.curve === (type === 'ec' ? details.namedCurve : undefined);
  });
}
