import { sign, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export type Claims = Readonly<Record<string, unknown>>;

/** A token taken apart, nothing about it checked but its form. */
export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
  /** What the signature is over. */
  readonly signingInput: string;
  readonly signature: Buffer;
}

/** Longer tokens are refused unread. A user in a hundred groups of the longest names has one of nearly 70,000 characters. */
export const longestToken = 128 * 1024;

const signInThreadPool = promisify(sign) as (algorithm: string, data: Uint8Array, key: KeyObject) => Promise<Buffer>;
const headers = new WeakMap<KeyObject, { kid: string; segment: string }>();

/**
 * A JWT signed with RS256 on the thread pool. Its header is exactly `{"kid":…,"alg":"RS256"}` with no `typ`, as in
 * every token of Amazon Cognito.
 */
export async function signJwt(privateKey: KeyObject, kid: string, claims: Claims): Promise<string> {
  const signingInput = `${headerSegment(privateKey, kid)}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const signature = await signInThreadPool('sha256', Buffer.from(signingInput), privateKey);
  return `${signingInput}.${signature.toString('base64url')}`;
}

/** The parts of a token, or undefined when it is not three well-formed segments. Says nothing about who made it. */
export function decodeJwt(token: string, longest: number = longestToken): DecodedJwt | undefined {
  if (token.length > longest) return undefined;
  const segments = token.split('.', 4);
  if (segments.length !== 3) return undefined;
  const [headerPart, claimsPart, signaturePart] = segments.map(fromBase64url);
  if (!headerPart || !claimsPart || !signaturePart) return undefined;
  const header = objectOf(headerPart);
  const claims = objectOf(claimsPart);
  if (!header || !claims) return undefined;
  return { header, claims, signingInput: token.slice(0, token.lastIndexOf('.')), signature: signaturePart };
}

/**
 * The claims of a token that one of our keys signed, or undefined. The algorithm is RS256 whatever the token says, the
 * key must be a public RSA key, and critical header extensions (RFC 7515 §4.1.11) are refused, since none is known.
 * Expiry, audience, use and revocation are the caller's to check.
 */
export function verifyJwt(
  token: string,
  findKey: (kid: string) => KeyObject | undefined,
  longest: number = longestToken,
): Claims | undefined {
  const decoded = decodeJwt(token, longest);
  if (!decoded) return undefined;
  const { alg, kid, crit } = decoded.header;
  if (alg !== 'RS256' || typeof kid !== 'string' || crit !== undefined) return undefined;
  const key = findKey(kid);
  if (key?.type !== 'public' || key.asymmetricKeyType !== 'rsa') return undefined;
  return verify('sha256', Buffer.from(decoded.signingInput), key, decoded.signature) ? decoded.claims : undefined;
}

function headerSegment(key: KeyObject, kid: string): string {
  const known = headers.get(key);
  if (known?.kid === kid) return known.segment;
  const segment = Buffer.from(JSON.stringify({ kid, alg: 'RS256' })).toString('base64url');
  headers.set(key, { kid, segment });
  return segment;
}

/** Strict base64url (RFC 7515 §2): Node skips what it does not know, so the bytes must give the same text again. */
function fromBase64url(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === segment ? bytes : undefined;
}

function objectOf(json: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(json));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
