import { Failure } from '#domain/failures.ts';
import { checkRole, groupsPerPool, type Group } from '#domain/users/group.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/describe-group.ts';
import { requirePool } from '../../steps/require.ts';

/** Adds a group to a pool. */
export async function createGroup(
  { UserPoolId, GroupName, Description, RoleArn, Precedence }: Input<'CreateGroup'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'CreateGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const now = uses.clock.now();
  const group: Group = {
    ...{ poolId: pool.id, name: GroupName, createdAt: now, modifiedAt: now },
    ...{ description: Description, roleArn: RoleArn, precedence: Precedence },
  };
  checkRole(RoleArn);
  await uses.store.write(async ({ groups }) => {
    if ((await groups.count(pool.id)) >= groupsPerPool) {
      throw new Failure('limitExceeded', { reason: `A user pool can have no more than ${groupsPerPool} groups.` });
    }
    await groups.insert(group);
  });
  return { Group: describeGroup(group) };
}
