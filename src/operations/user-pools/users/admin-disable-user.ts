import { signOutTime } from '#domain/users/sign-out.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Keeps a user from signing in and revokes its tokens. */
export async function adminDisableUser(
  { UserPoolId, Username }: Input<'AdminDisableUser'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminDisableUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  const now = uses.clock.now();
  await uses.store.write(async (stores) => {
    await changeUser(stores, user, (current) => {
      const signedOutAt = signOutTime(current, now);
      return { ...current, enabled: false, signedOutAt, modifiedAt: now };
    });
    await stores.sessions.deleteOfUser(pool.id, user.sub);
  });
  return {};
}
