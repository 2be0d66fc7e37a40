import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

/** A key for sealing and the name under which it is found again. 32 bytes. */
export interface SealingKey {
  readonly id: string;
  readonly key: KeyObject | Uint8Array;
}

const version = 'v1';
const cipher = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;
const keyIds = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Encrypts and authenticates with AES-256-GCM. The answer is `v1.<key id>.<base64url of iv ‖ ciphertext ‖ tag>`.
 * `context` (additional data) is not stored: the value opens only for who names the same one. Version and key id are
 * authenticated too. The iv is random, so one key must seal fewer than 2³² values (NIST SP 800-38D §8.3).
 */
export function seal({ id, key }: SealingKey, plaintext: string | Uint8Array, context: string | Uint8Array): string {
  if (!keyIds.test(id)) throw new RangeError('A sealing key id is 1 to 64 letters, digits, hyphens or underscores.');
  const iv = randomBytes(ivLength);
  const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagLength });
  sealing.setAAD(additionalData(id, context));
  const body = typeof plaintext === 'string' ? sealing.update(plaintext, 'utf8') : sealing.update(plaintext);
  const payload = Buffer.concat([iv, body, sealing.final(), sealing.getAuthTag()]);
  return `${version}.${id}.${payload.toString('base64url')}`;
}

/** The bytes again, or undefined when they were altered, belong to another context, or their key is gone. */
export function unseal(
  findKey: (id: string) => KeyObject | Uint8Array | undefined,
  sealed: string,
  context: string | Uint8Array,
): Buffer | undefined {
  const [form, id = '', payload = '', ...rest] = sealed.split('.', 4);
  if (form !== version || rest.length > 0 || !keyIds.test(id)) return undefined;
  const bytes = Buffer.from(payload, 'base64url');
  const key = findKey(id);
  // One value has one spelling: Node would skip characters that are not base64url, and bits that do not count.
  if (!key || bytes.length < ivLength + tagLength || bytes.toString('base64url') !== payload) return undefined;
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivLength), { authTagLength: tagLength });
  opening.setAAD(additionalData(id, context));
  opening.setAuthTag(bytes.subarray(bytes.length - tagLength));
  const body = opening.update(bytes.subarray(ivLength, bytes.length - tagLength));
  try {
    return Buffer.concat([body, opening.final()]);
  } catch {
    return undefined;
  }
}

/** The id of the key that a sealed value needs, to see which values an old key still holds. */
export function sealedUnder(sealed: string): string | undefined {
  const [form, id = ''] = sealed.split('.', 2);
  return form === version && keyIds.test(id) ? id : undefined;
}

/** A key of 32 bytes for one purpose, from a master secret (HKDF-SHA256, RFC 5869). Purposes do not reveal each other. */
export function deriveKey(master: KeyObject | Uint8Array, purpose: string): KeyObject {
  const length = master instanceof Uint8Array ? master.length : (master.symmetricKeySize ?? 0);
  if (length < 32) throw new RangeError('A master key has at least 32 bytes.');
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `cenote ${version} ${purpose}`, 32)));
}

/** No key id holds a dot, so the two never run together. */
const additionalData = (id: string, context: string | Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${version}.${id}.`), Buffer.from(context as string)]);
