import { timingSafeEqual } from 'node:crypto';
import { hmacSha256Hex } from '../digests.ts';
import { canonicalHeaders, canonicalQuery, encodedOnce, joined, normalised } from './canonical-request.ts';
import { type ParsedAuthorization, type SignedRequest, splitTarget, type UriStyle } from './request.ts';
import { signingKey, type SigningKeys } from './signing-key.ts';
import { stringToSign } from './string-to-sign.ts';

/** A request, the signature it claims, and the secret of the key it names. */
export interface SignatureCheck extends SignedRequest {
  readonly parsed: ParsedAuthorization;
  readonly secret: string;
  readonly uriStyle: UriStyle;
  readonly signingKeys?: SigningKeys;
}

/**
 * Whether the request was signed with the secret. Only that: scope, clock, session token and body hash are other
 * checks. The comparison takes constant time.
 *
 * Some requests may be signed in more than one way, and each is tried: an S3 path as it stands on the wire, and a
 * presigned query to which the session token was added after signing.
 */
export function verifySignature(check: SignatureCheck): boolean {
  const { parsed, uriStyle } = check;
  const claimed = Buffer.from(parsed.signature, 'latin1');
  const headers = canonicalHeaders(check.rawHeaders, parsed.signedHeaders);
  if (claimed.length !== 64 || headers === undefined) return false;

  const { path, query } = splitTarget(check.rawTarget);
  const paths = uriStyle === 's3' ? distinct(encodedOnce(path), path) : [normalised(path)];
  const whole = canonicalQuery(query, uriStyle);
  const addsToken = parsed.form === 'query' && parsed.sessionToken !== undefined;
  const queries = addsToken ? [whole, canonicalQuery(query, uriStyle, 'X-Amz-Security-Token')] : [whole];

  const { secret, signingKeys } = check;
  const key = (signingKeys?.find ?? signingKey)(secret, parsed.date, parsed.region, parsed.service);
  return paths.some((uri) =>
    queries.some((candidate) => {
      const canonical = joined(check, uri, candidate, headers, parsed.signedHeaders);
      return timingSafeEqual(Buffer.from(hmacSha256Hex(key, stringToSign(parsed, canonical)), 'latin1'), claimed);
    }),
  );
}

/**
 * `x-amz-*` headers that are present but not covered by the signature. S3 refuses requests that have any ("There were
 * headers present in the request which were not signed").
 */
export function unsignedAmzHeaders(
  { rawHeaders }: Pick<SignedRequest, 'rawHeaders'>,
  parsed: ParsedAuthorization,
): string[] {
  const names = new Set(rawHeaders.map(([name]) => name.toLowerCase()));
  return [...names].filter((name) => name.startsWith('x-amz-') && !parsed.signedHeaders.includes(name));
}

const distinct = (one: string, other: string): string[] => (one === other || other === '' ? [one] : [one, other]);
