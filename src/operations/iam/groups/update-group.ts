import { iamArn } from '#domain/iam/arns.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { nameTaken, requireGroup } from '../../steps/iam/require-entity.ts';

/** Changes a group's name or path. Members and policies stay. */
export async function updateGroup(
  { GroupName, NewPath, NewGroupName }: IamInput<'UpdateGroup'>,
  uses: Uses<'store' | 'iam' | 'settings'>,
): IamOutput<'UpdateGroup'> {
  await changeIam(uses, async (stores) => {
    const group = await requireGroup(stores, GroupName);
    const path = NewPath ?? group.path;
    const name = NewGroupName ?? group.name;
    const other = await stores.groups.find(name);
    if (other && other.id !== group.id) throw nameTaken('Group', name);
    await stores.groups.replace({ ...group, path, name, arn: iamArn(uses.settings.accountId, 'group', path, name) });
  });
  return {};
}
