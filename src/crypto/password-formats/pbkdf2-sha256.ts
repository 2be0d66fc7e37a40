import { fromPhcBase64 } from './base64.ts';

export interface Pbkdf2Hash {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

const form = /^\$pbkdf2-sha256\$(\d{1,8})\$([A-Za-z0-9+/.]{2,86})\$([A-Za-z0-9+/.]{22,86})$/;

/**
 * `$pbkdf2-sha256$iterations$salt$hash`: salts of 1 to 64 bytes, hashes of 16 to 64. In base64 without padding, and as
 * the commonest makers of this form do, `.` may stand for `+`.
 */
export function parsePbkdf2Sha256(text: string): Pbkdf2Hash | undefined {
  const [, count, saltText = '', keyText = ''] = form.exec(text) ?? [];
  const iterations = Number(count);
  const salt = fromPhcBase64(saltText.replaceAll('.', '+'));
  const key = fromPhcBase64(keyText.replaceAll('.', '+'));
  return salt && key && iterations >= 1 ? { iterations, salt, key } : undefined;
}
