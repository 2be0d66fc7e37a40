import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/iam/describe.ts';
import { pageAsked, pageShown } from '../../steps/iam/pages.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';

/** The groups a user is in, by name. */
export async function listGroupsForUser(
  { UserName, ...page }: IamInput<'ListGroupsForUser'>,
  { store }: Uses<'store'>,
): IamOutput<'ListGroupsForUser'> {
  const { id } = await requireUser(store.iam, UserName);
  const kind = `ListGroupsForUser/${id}`;
  const { items, next } = await store.iam.groups.listOf(id, pageAsked(kind, page));
  return { Groups: items.map(describeGroup), ...pageShown(kind, next) };
}
