import { parseArgon2id } from './argon2id.ts';
import { parseBcrypt } from './bcrypt.ts';
import { parsePbkdf2Sha256 } from './pbkdf2-sha256.ts';
import { parseScrypt } from './scrypt.ts';

const parsers = {
  argon2id: parseArgon2id,
  bcrypt: parseBcrypt,
  'pbkdf2-sha256': parsePbkdf2Sha256,
  scrypt: parseScrypt,
} as const satisfies Record<string, (text: string) => object | undefined>;

export type PasswordFormat = keyof typeof parsers;

const names = Object.keys(parsers) as PasswordFormat[];

/** The format of a stored password hash, or undefined when it is none of them, whole and well formed. */
export const identifyPasswordFormat = (text: string): PasswordFormat | undefined =>
  names.find((name) => parsers[name](text) !== undefined);
