import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';
import { signOutEverywhere } from '../../steps/tokens/sign-out-everywhere.ts';

/** Revokes every token of a user. */
export async function adminUserGlobalSignOut(
  { UserPoolId, Username }: Input<'AdminUserGlobalSignOut'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminUserGlobalSignOut'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  const now = uses.clock.now();
  await uses.store.write((stores) => signOutEverywhere(stores, pool.id, sub, now));
  return {};
}
