import { argon2 } from 'node:crypto';
import { promisify } from 'node:util';

export interface Argon2Work {
  readonly password: string;
  readonly salt: Uint8Array;
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
}

/** Argon2id (RFC 9106), version 0x13, on the thread pool. Every engine gives the same bytes. */
export type Argon2Engine = (work: Argon2Work) => Promise<Uint8Array>;

const derive = promisify(argon2);

/** Node's own. */
export const nodeArgon2: Argon2Engine = ({ password, salt, memory, passes, parallelism, tagLength }) =>
  derive('argon2id', { message: password, nonce: salt, memory, passes, parallelism, tagLength });

/** The optional add-on, twice as fast, or undefined where it is not installed or does not load. */
export async function nativeArgon2(): Promise<Argon2Engine | undefined> {
  const addOn = await import('@node-rs/argon2').catch(() => undefined);
  if (!addOn) return undefined;
  const argon2id = 2;
  return ({ password, salt, memory, passes, parallelism, tagLength }) =>
    addOn.hashRaw(password, {
      algorithm: argon2id,
      salt,
      memoryCost: memory,
      timeCost: passes,
      parallelism,
      outputLen: tagLength,
    });
}
