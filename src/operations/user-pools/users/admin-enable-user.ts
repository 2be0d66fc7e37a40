import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Lets a disabled user sign in again. Tokens that were revoked stay so. */
export async function adminEnableUser(
  { UserPoolId, Username }: Input<'AdminEnableUser'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminEnableUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  const modifiedAt = uses.clock.now();
  await uses.store.write((stores) => changeUser(stores, user, (now) => ({ ...now, enabled: true, modifiedAt })));
  return {};
}
