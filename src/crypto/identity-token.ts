import { sign, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeJwt, type Claims } from './jwt.ts';

const signInThreadPool = promisify(sign) as (algorithm: string, data: Uint8Array, key: KeyObject) => Promise<Buffer>;

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A JWT signed with RS512 on the thread pool, as identity pools issue them: its header is
 * `{"kid":…,"typ":"JWS","alg":"RS512"}`.
 */
export async function signIdentityToken(privateKey: KeyObject, kid: string, claims: Claims): Promise<string> {
  const signingInput = `${segment({ kid, typ: 'JWS', alg: 'RS512' })}.${segment(claims)}`;
  const signature = await signInThreadPool('sha512', Buffer.from(signingInput), privateKey);
  return `${signingInput}.${signature.toString('base64url')}`;
}

/**
 * The claims of a token that one of the identity pools' keys signed, or undefined. The algorithm is RS512 whatever the
 * token says, the key must be a public RSA key, and critical header extensions (RFC 7515 §4.1.11) are refused.
 */
export function verifyIdentityToken(
  token: string,
  findKey: (kid: string) => KeyObject | undefined,
): Claims | undefined {
  const decoded = decodeJwt(token);
  if (!decoded) return undefined;
  const { alg, kid, crit } = decoded.header;
  if (alg !== 'RS512' || typeof kid !== 'string' || crit !== undefined) return undefined;
  const key = findKey(kid);
  if (key?.type !== 'public' || key.asymmetricKeyType !== 'rsa') return undefined;
  return verify('sha512', Buffer.from(decoded.signingInput), key, decoded.signature) ? decoded.claims : undefined;
}
