import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { recoveredByAdministrator, recoveryAttribute } from '#domain/users/contacts.ts';
import { signOutTime } from '#domain/users/sign-out.ts';
import type { User } from '#domain/users/user.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';
import { finishDelivery, queueCode } from '../../steps/send-code.ts';

/** Makes a user choose a new password by a code that is sent to a verified contact; its sessions end. */
export async function adminResetUserPassword(
  { UserPoolId, Username }: Input<'AdminResetUserPassword'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger' | 'settings'>,
  call: Call,
): Output<'AdminResetUserPassword'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const found = await requireUser(uses.store, pool, Username);
  const now = uses.clock.now();
  const delivery = await uses.store.write(async (stores) => {
    const user = await changeUser(stores, found, (current) => reset(pool, current, now));
    await stores.sessions.deleteOfUser(pool.id, user.sub);
    const attribute = recoveryAttribute(pool, user);
    if (!attribute) throw new Failure('noVerifiedContact');
    return queueCode(stores, uses, { pool, user, purpose: 'forgotPassword', trigger: 'ForgotPassword', attribute });
  });
  await finishDelivery(uses, delivery);
  return {};
}

/** Only somebody who has a password, and can get at a code for another, can be made to choose one. */
function reset(pool: Pool, user: User, now: number): User {
  if (user.status !== 'CONFIRMED' && user.status !== 'RESET_REQUIRED') throw new Failure('resetNotPossible');
  if (recoveredByAdministrator(pool)) throw new Failure('contactAdministrator');
  return { ...user, status: 'RESET_REQUIRED', signedOutAt: signOutTime(user, now), modifiedAt: now };
}
