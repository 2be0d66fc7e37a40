import { Failure } from '#domain/failures.ts';
import { checkRole, type Group } from '#domain/users/group.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/describe-group.ts';
import { requireGroup } from '../../steps/require-group.ts';
import { requirePool } from '../../steps/require.ts';

/** Changes what is given of a group; what is left out stays. */
export async function updateGroup(
  { UserPoolId, GroupName, Description, RoleArn, Precedence }: Input<'UpdateGroup'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'UpdateGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  checkRole(RoleArn);
  const modifiedAt = uses.clock.now();
  const changed = await uses.store.write(async (stores): Promise<Group> => {
    const group = await requireGroup(stores, pool, GroupName);
    const next: Group = {
      ...{ ...group, modifiedAt },
      ...(Description !== undefined && { description: Description }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      ...(Precedence !== undefined && { precedence: Precedence }),
    };
    if (!(await stores.groups.replace(next))) throw new Failure('groupNotFound');
    return next;
  });
  return { Group: describeGroup(changed) };
}
