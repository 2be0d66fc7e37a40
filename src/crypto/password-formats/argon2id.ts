import { fromPhcBase64, toPhcBase64 } from './base64.ts';

export interface Argon2idHash {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`: salts of 8 to 64 bytes, tags of 16 to 64, limits of RFC 9106 §3.1. */
export function parseArgon2id(text: string): Argon2idHash | undefined {
  const [, m, t, p, saltText = '', tagText = ''] = form.exec(text) ?? [];
  const [memory, passes, parallelism] = [Number(m), Number(t), Number(p)];
  const salt = fromPhcBase64(saltText);
  const tag = fromPhcBase64(tagText);
  if (!salt || !tag || passes < 1 || parallelism < 1 || memory < 8 * parallelism) return undefined;
  return { memory, passes, parallelism, salt, tag };
}

/** The PHC string of an Argon2id hash. */
export const formatArgon2id = ({ memory, passes, parallelism, salt, tag }: Argon2idHash): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${toPhcBase64(salt)}$${toPhcBase64(tag)}`;
