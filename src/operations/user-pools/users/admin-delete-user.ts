import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Deletes a user and everything of it; its names are free again. */
export async function adminDeleteUser(
  { UserPoolId, Username }: Input<'AdminDeleteUser'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminDeleteUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  if (!(await uses.store.users.delete(pool.id, sub))) throw new Failure('unknownUser');
  return {};
}
