import { pbkdf2, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordFormat } from '#crypto/password-formats/identify.ts';
import { parsePbkdf2Sha256 } from '#crypto/password-formats/pbkdf2-sha256.ts';
import { parseScrypt } from '#crypto/password-formats/scrypt.ts';

type Verify = (stored: string, password: string) => Promise<boolean>;

const deriveScrypt = promisify(scrypt) as (
  password: string,
  salt: Uint8Array,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;
const derivePbkdf2 = promisify(pbkdf2);

/** How to prove a password against a hash that came in by import. All of them work on the thread pool. */
export const foreignFormats: Record<Exclude<PasswordFormat, 'argon2id'>, Verify> = {
  /** As bcrypt does everywhere, only the first 72 bytes of the password count. */
  async bcrypt(stored, password) {
    // Loaded when the first such hash is met: few servers ever meet one.
    const { verify } = await import('@node-rs/bcrypt');
    return verify(password, stored);
  },

  async 'pbkdf2-sha256'(stored, password) {
    const hash = parsePbkdf2Sha256(stored);
    if (!hash) return false;
    return timingSafeEqual(
      await derivePbkdf2(password, hash.salt, hash.iterations, hash.key.length, 'sha256'),
      hash.key,
    );
  },

  async scrypt(stored, password) {
    const hash = parseScrypt(stored);
    if (!hash) return false;
    const { cost, blockSize, parallelism, salt, key } = hash;
    // OpenSSL refuses to go beyond maxmem, 32 MiB unless told otherwise; the work needs 128·N·r and a little.
    const maxmem = 128 * blockSize * (cost + parallelism + 2);
    return timingSafeEqual(
      await deriveScrypt(password, salt, key.length, { cost, blockSize, parallelization: parallelism, maxmem }),
      key,
    );
  },
};
