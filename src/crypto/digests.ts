import { createHash, createHmac, hash, type KeyObject } from 'node:crypto';

/** SHA-256 of bytes or of a text's UTF-8. */
export const sha256 = (value: string | Uint8Array): Buffer => createHash('sha256').update(value).digest();

/** SHA-256 as 64 lower-case hex digits. */
export const sha256Hex = (value: string | Uint8Array): string => hash('sha256', value, 'hex');

/** HMAC-SHA-256 (RFC 2104). */
export const hmacSha256 = (key: KeyObject | string | Uint8Array, value: string | Uint8Array): Buffer =>
  createHmac('sha256', key).update(value).digest();

const block = 64;
const innerText = Buffer.alloc(1024);
const outerText = Buffer.alloc(block + 32);

/**
 * HMAC-SHA-256 as hex for a key of at most 64 bytes, by its definition (RFC 2104 §2): on a short text a third of what
 * `createHmac` costs, which is made for streams.
 */
export function hmacSha256Hex(key: Uint8Array, text: string): string {
  if (key.length > block || text.length > (innerText.length - block) / 3) return hmacSha256(key, text).toString('hex');
  for (let at = 0; at < block; at++) {
    const byte = key[at] ?? 0;
    innerText[at] = byte ^ 0x36;
    outerText[at] = byte ^ 0x5c;
  }
  const end = block + innerText.write(text, block);
  outerText.write(hash('sha256', innerText.subarray(0, end), 'latin1'), block, 'latin1');
  return hash('sha256', outerText, 'hex');
}

/**
 * A keyed hash (hex) of a short secret, for values that are compared but never read again. A six-digit code has only a
 * million values, so a plain hash of it is as good as the code; with the pepper, which is not in the database, it is not.
 * `context` says where the code belongs (pool, user, purpose), so that equal codes of two users do not look equal; its
 * length goes in first, so that no two pairs of context and code run together into the same bytes.
 */
export const hashCode = (pepper: KeyObject | Uint8Array, code: string, context: string): string =>
  createHmac('sha256', pepper)
    .update(`${Buffer.byteLength(context)}:${context}:`)
    .update(code)
    .digest('hex');

/**
 * What makes the subjects of a SAML provider unique: base64 of SHA-1 over issuer, account and provider, as AWS has it (STS
 * API reference, AssumeRoleWithSAML). A name for something public, which nobody's safety hangs on.
 */
export const nameQualifierOf = ({
  issuer,
  accountId,
  provider,
}: {
  readonly issuer: string;
  readonly accountId: string;
  readonly provider: string;
}): string => hash('sha1', `${issuer}${accountId}/${provider}`, 'base64');
