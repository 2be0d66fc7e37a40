import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireGroup } from '../../steps/require-group.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Ends a user's membership in a group; ending none succeeds too. */
export async function adminRemoveUserFromGroup(
  { UserPoolId, Username, GroupName }: Input<'AdminRemoveUserFromGroup'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminRemoveUserFromGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  await requireGroup(uses.store, pool, GroupName);
  await uses.store.groups.removeMember(pool.id, GroupName, sub);
  return {};
}
