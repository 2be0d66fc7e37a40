import { Failure } from '#domain/failures.ts';
import { isLocked } from '#domain/sign-in/lockout.ts';
import type { User } from '#domain/users/user.ts';
import { foldName } from '#domain/users/names.ts';
import type { SignInRequest, SignInUses } from './context.ts';

/** Under which wrong passwords are counted: the user, or a name that none has, so that both are locked alike. */
export const lockoutSubject = (
  { secrets }: Pick<SignInUses, 'secrets'>,
  { pool }: SignInRequest,
  user: User | undefined,
  typed: string,
): string => user?.sub ?? `?${secrets.fingerprint(foldName(pool, typed), 'lockout').slice(0, 32)}`;

/** @throws Failure `passwordAttemptsExceeded` while the name is locked */
export async function refuseLocked(
  { store, clock }: Pick<SignInUses, 'store' | 'clock'>,
  { pool }: SignInRequest,
  subject: string,
): Promise<void> {
  if (isLocked(await store.lockouts.find(pool.id, subject), clock.now())) throw new Failure('passwordAttemptsExceeded');
}

/**
 * Counts a wrong password and refuses. Of many that were sent at the same moment, those that come after the lock are
 * answered as if they had not been looked at: nobody may learn from more guesses than the lock allows.
 * @throws Failure always: `passwordAttemptsExceeded`, `wrongPassword`, or `passwordResetRequired` where the client may
 *   know that the user exists
 */
export async function refuseWrongPassword(
  { store, clock }: Pick<SignInUses, 'store' | 'clock'>,
  { pool, client }: SignInRequest,
  user: User | undefined,
  subject: string,
): Promise<never> {
  const counted = await store.lockouts.count(pool.id, subject, clock.now());
  if (counted === undefined) throw new Failure('passwordAttemptsExceeded');
  const mayTell = user?.status === 'RESET_REQUIRED' && user.enabled && !client.hidesUnknownUsers;
  throw new Failure(mayTell ? 'passwordResetRequired' : 'wrongPassword');
}
