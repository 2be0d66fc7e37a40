import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePool } from '../../steps/require.ts';

/** Deletes a group; its members stay users. */
export async function deleteGroup(
  { UserPoolId, GroupName }: Input<'DeleteGroup'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'DeleteGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  if (!(await uses.store.groups.delete(pool.id, GroupName))) throw new Failure('groupNotFound');
  return {};
}
