import { equalInConstantTime } from '#crypto/constant-time.ts';
import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Code, CodePurpose } from '#domain/users/code.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';
import { codeContext } from './send-code.ts';

/** So many wrong guesses and a code is gone: with a million codes, a guesser hits one in a hundred thousand of them. */
const guessesPerCode: Readonly<Record<string, number>> = { forgotPassword: 5 };
const guessesPerOtherCode = 10;

/**
 * The code that was typed, if it is the one that was sent and still works. Nothing is used up yet: `takeCode` does that
 * in the transaction of what the code allows. A wrong guess counts, and the last one allowed destroys the code.
 * @throws Failure `codeExpired` when there is none any more, `codeMismatch` when it is another
 */
export async function proveCode(
  { store, secrets, clock }: Uses<'store' | 'secrets' | 'clock'>,
  { pool, user, purpose, typed }: { pool: Pool; user: Pick<User, 'sub'>; purpose: CodePurpose; typed: string },
): Promise<Code> {
  const now = clock.now();
  const code = await store.codes.find(pool.id, user.sub, purpose);
  if (!code || code.expiresAt <= now) throw new Failure('codeExpired');
  const hash = secrets.fingerprint(typed, codeContext(pool.id, user.sub, purpose));
  if (equalInConstantTime(hash, code.hash)) return code;

  const action = `guess:${purpose}`;
  const guesses = await store.attempts.count(pool.id, user.sub, action, code.createdAt, code.expiresAt);
  if (guesses >= (guessesPerCode[purpose] ?? guessesPerOtherCode)) await store.codes.delete(pool.id, user.sub, purpose);
  throw new Failure('codeMismatch');
}

/**
 * Uses the code up: of several who try at once, one comes through.
 * @throws Failure `codeExpired` for the others
 */
export async function takeCode({ codes }: Pick<Stores, 'codes'>, code: Code): Promise<void> {
  if (!(await codes.take(code.poolId, code.sub, code.purpose, code.hash))) throw new Failure('codeExpired');
}
