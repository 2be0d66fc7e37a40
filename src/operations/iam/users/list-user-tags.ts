import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';
import { listTags } from '../../steps/iam/tag-pages.ts';

/** The tags of a user. */
export async function listUserTags(
  { UserName, ...page }: IamInput<'ListUserTags'>,
  { store }: Uses<'store'>,
): IamOutput<'ListUserTags'> {
  const user = await requireUser(store.iam, UserName);
  return listTags(user.id, user.tags, page);
}
