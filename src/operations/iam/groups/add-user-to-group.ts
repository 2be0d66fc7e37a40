import { requireWithin } from '#domain/iam/quotas.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireGroup, requireUser } from '../../steps/iam/require-entity.ts';

/** Puts a user into a group, whose policies then are the user's too. Doing so twice changes nothing. */
export async function addUserToGroup(
  { GroupName, UserName }: IamInput<'AddUserToGroup'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'AddUserToGroup'> {
  await changeIam(uses, async (stores) => {
    const group = await requireGroup(stores, GroupName);
    const user = await requireUser(stores, UserName);
    if (!(await stores.groups.addMember(group.id, user.id))) return;
    requireWithin('GroupsPerUser', (await stores.groups.listOf(user.id, { limit: 100 })).items.length);
  });
  return {};
}
