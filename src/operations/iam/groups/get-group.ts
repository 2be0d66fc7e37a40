import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeGroup, describeUserBriefly } from '../../steps/iam/describe.ts';
import { pageAsked, pageShown } from '../../steps/iam/pages.ts';
import { requireGroup } from '../../steps/iam/require-entity.ts';

/** A group and its members, by name. */
export async function getGroup(
  { GroupName, ...page }: IamInput<'GetGroup'>,
  { store }: Uses<'store'>,
): IamOutput<'GetGroup'> {
  const group = await requireGroup(store.iam, GroupName);
  const kind = `GetGroup/${group.id}`;
  const { items, next } = await store.iam.groups.members(group.id, pageAsked(kind, page));
  return { Group: describeGroup(group), Users: items.map(describeUserBriefly), ...pageShown(kind, next) };
}
