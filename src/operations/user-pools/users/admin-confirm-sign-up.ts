import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Confirms a user who signed up, without a code. No address is verified by that. */
export async function adminConfirmSignUp(
  { UserPoolId, Username }: Input<'AdminConfirmSignUp'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminConfirmSignUp'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  const modifiedAt = uses.clock.now();
  await uses.store.write(async (stores) => {
    await changeUser(stores, user, (current) => {
      if (current.status !== 'UNCONFIRMED') throw new Failure('cannotConfirm', { status: current.status });
      return { ...current, status: 'CONFIRMED', modifiedAt };
    });
    await stores.codes.delete(pool.id, user.sub, 'signUp');
  });
  return {};
}
