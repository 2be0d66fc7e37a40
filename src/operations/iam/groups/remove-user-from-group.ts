import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireGroup, requireUser } from '../../steps/iam/require-entity.ts';

/** Takes a user out of a group. */
export async function removeUserFromGroup(
  { GroupName, UserName }: IamInput<'RemoveUserFromGroup'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'RemoveUserFromGroup'> {
  await changeIam(uses, async (stores) => {
    const group = await requireGroup(stores, GroupName);
    const user = await requireUser(stores, UserName);
    if (await stores.groups.removeMember(group.id, user.id)) return;
    throw new Failure('noSuchEntity', { reason: `User ${UserName} is not in group ${GroupName}.` });
  });
  return {};
}
