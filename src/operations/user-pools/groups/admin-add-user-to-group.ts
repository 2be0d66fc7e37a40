import { Failure } from '#domain/failures.ts';
import { groupsPerUser } from '#domain/users/group.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireGroup } from '../../steps/require-group.ts';
import { changeUser, requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Makes a user a member of a group; one who is a member already stays one. */
export async function adminAddUserToGroup(
  { UserPoolId, Username, GroupName }: Input<'AdminAddUserToGroup'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminAddUserToGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  await uses.store.write(async (stores) => {
    // Changes nothing, but takes the user's lock: additions take turns, so that the limit holds.
    await changeUser(stores, user, (unchanged) => unchanged);
    await requireGroup(stores, pool, GroupName);
    const groups = await stores.groups.allOf(pool.id, user.sub);
    if (groups.some(({ name }) => name === GroupName)) return;
    if (groups.length >= groupsPerUser) {
      throw new Failure('limitExceeded', { reason: `A user can be in no more than ${groupsPerUser} groups.` });
    }
    await stores.groups.addMember(pool.id, GroupName, user.sub, uses.clock.now());
  });
  return {};
}
