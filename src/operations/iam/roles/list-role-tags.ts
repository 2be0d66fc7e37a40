import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';
import { listTags } from '../../steps/iam/tag-pages.ts';

/** The tags of a role. */
export async function listRoleTags(
  { RoleName, ...page }: IamInput<'ListRoleTags'>,
  { store }: Uses<'store'>,
): IamOutput<'ListRoleTags'> {
  const role = await requireRole(store.iam, RoleName);
  return listTags(role.id, role.tags, page);
}
