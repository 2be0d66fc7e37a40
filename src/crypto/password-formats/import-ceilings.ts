import { parseArgon2id } from './argon2id.ts';
import { parseBcrypt } from './bcrypt.ts';
import { parsePbkdf2Sha256 } from './pbkdf2-sha256.ts';
import { parseScrypt } from './scrypt.ts';

/** The hashes that CreateUserImportJob takes, by AWS's names, each within the cost that a sign-in may be made to pay. */
const acceptors = {
  ARGON2ID(text) {
    const hash = parseArgon2id(text);
    return hash !== undefined && hash.memory <= 19_456 && hash.passes <= 2 && hash.parallelism <= 1;
  },
  BCRYPT(text) {
    const hash = parseBcrypt(text);
    return hash !== undefined && hash.cost <= 12;
  },
  PBKDF2_SHA256(text) {
    const hash = parsePbkdf2Sha256(text);
    return hash !== undefined && hash.iterations <= 600_000;
  },
  SCRYPT(text) {
    const hash = parseScrypt(text);
    return hash !== undefined && hash.cost <= 65_536 && hash.blockSize <= 8 && hash.parallelism <= 1;
  },
} satisfies Record<string, (text: string) => boolean>;

export type ImportAlgorithm = keyof typeof acceptors;

/** Whether a text is a hash of this algorithm, well formed and within AWS's ceilings. Unknown algorithms: no. */
export const isAcceptedImportHash = (algorithm: string, text: string): boolean =>
  Object.hasOwn(acceptors, algorithm) && acceptors[algorithm as ImportAlgorithm](text);
