import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';

const hour = 3_600_000;

/**
 * How often an hour one user may be the subject of an action, as in Cognito's quotas. Asking for a reset code and
 * trying one share a budget; AWS gives it five to twenty.
 */
const perHour = {
  changePassword: 5,
  confirmSignUp: 15,
  forgotPassword: 10,
  resendConfirmationCode: 5,
  sendVerificationCode: 5,
  updateContact: 20,
  verifyAttribute: 15,
} as const;

/**
 * Counts one attempt, whether or not it succeeds, before anything else is done with it. It is counted under the user
 * and not under the name that was typed, so that other names for the same user bring no further attempts; and under a
 * stand-in's id where there is no such user, so that both run out alike.
 * @throws Failure `attemptLimit`
 */
export async function limitAttempts(
  { store, clock }: Uses<'store' | 'clock'>,
  pool: Pool,
  user: Pick<User, 'sub'>,
  action: keyof typeof perHour,
): Promise<void> {
  const now = clock.now();
  const windowStart = now - (now % hour);
  const count = await store.attempts.count(pool.id, user.sub, action, windowStart, windowStart + hour);
  if (count > perHour[action]) throw new Failure('attemptLimit');
}
