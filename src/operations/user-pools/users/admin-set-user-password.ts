import type { Call, Input, Output, Uses } from '../../operation.ts';
import { temporaryPasswordEnd } from '#domain/users/password-policy.ts';
import {
  preparePassword,
  refuseReusedPassword,
  refuseStaleHistory,
  refuseWeakPassword,
  withPassword,
} from '../../steps/prepare-password.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Sets a user's password: for good, or a temporary one that the user has to replace at the next sign-in. */
export async function adminSetUserPassword(
  { UserPoolId, Username, Password, Permanent = false }: Input<'AdminSetUserPassword'>,
  uses: Uses<'directory' | 'store' | 'passwords' | 'random' | 'clock'>,
  call: Call,
): Output<'AdminSetUserPassword'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  refuseWeakPassword(pool, Password);
  await refuseReusedPassword(uses, pool, user, Password);
  const password = await preparePassword(uses, pool, user.username, Password);

  const now = uses.clock.now();
  const temporaryUntil = Permanent ? undefined : temporaryPasswordEnd(pool.passwordPolicy, now);
  await uses.store.write(async (stores) => {
    await changeUser(stores, user, (current) => {
      refuseStaleHistory(pool, user, current);
      const changed = withPassword(pool, current, password, temporaryUntil);
      return { ...changed, status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD', modifiedAt: now };
    });
    // What was sent out to get past the old password has nothing left to do.
    await stores.codes.delete(pool.id, user.sub, 'signUp');
    await stores.codes.delete(pool.id, user.sub, 'forgotPassword');
    await stores.lockouts.clear(pool.id, user.sub);
  });
  return {};
}
