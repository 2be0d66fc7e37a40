import { randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { formatArgon2id, parseArgon2id, type Argon2idHash } from '#crypto/password-formats/argon2id.ts';
import { identifyPasswordFormat } from '#crypto/password-formats/identify.ts';
import type { Passwords } from '#ports/passwords.ts';
import { nativeArgon2, nodeArgon2, type Argon2Engine } from './argon2-engine.ts';
import { foreignFormats } from './foreign-formats.ts';
import { slots } from '../slots.ts';

export interface Argon2idOptions {
  /** Which implementation; the fastest that loads unless given. */
  readonly engine?: Argon2Engine;
  /** How many hashes are worked on at a time, each in 19 MiB: as many as there are cores unless given. */
  readonly concurrency?: number;
  /** How many may wait; 100 for each that is worked on unless given, which is some three seconds. */
  readonly queue?: number;
}

/** What OWASP's Password Storage Cheat Sheet asks of Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltLength = 16;
const tagLength = 32;
/** As many bytes of a password as bcrypt looks at. */
const bcryptLength = 72;

/** The hash of no password: the tag is no output of Argon2id that anyone knows the input of. */
const nobody: Argon2idHash = {
  ...cost,
  salt: Buffer.alloc(saltLength, 'nobody'),
  tag: Buffer.alloc(tagLength, 'nobody'),
};

/** Passwords as Argon2id; imported hashes of other formats are proved as what they are, and are to be rehashed. */
export async function argon2idPasswords(options: Argon2idOptions = {}): Promise<Passwords> {
  const engine = options.engine ?? (await nativeArgon2()) ?? nodeArgon2;
  const concurrency = options.concurrency ?? availableParallelism();
  const inSlot = slots(concurrency, options.queue ?? 100 * concurrency);

  const proves = async (hash: Argon2idHash, password: string): Promise<boolean> =>
    timingSafeEqual(await engine({ ...hash, password, tagLength: hash.tag.length }), hash.tag);

  return {
    async hash(password) {
      const salt = randomBytes(saltLength);
      return formatArgon2id({ ...cost, salt, tag: await inSlot(() => engine({ ...cost, password, salt, tagLength })) });
    },

    matches(stored, password) {
      const format = stored === undefined ? undefined : identifyPasswordFormat(stored);
      if (stored === undefined || format === undefined || format === 'argon2id') {
        const hash = stored === undefined ? undefined : parseArgon2id(stored);
        return inSlot(async () => (await proves(hash ?? nobody, password)) && hash !== undefined);
      }
      return inSlot(() => foreignFormats[format](stored, password));
    },

    provesWhole: (stored, password) =>
      identifyPasswordFormat(stored) !== 'bcrypt' || Buffer.byteLength(password) < bcryptLength,

    needsRehash(stored) {
      const hash = parseArgon2id(stored);
      return (
        hash === undefined ||
        hash.memory !== cost.memory ||
        hash.passes !== cost.passes ||
        hash.parallelism !== cost.parallelism ||
        hash.tag.length !== tagLength ||
        hash.salt.length < saltLength
      );
    },
  };
}
