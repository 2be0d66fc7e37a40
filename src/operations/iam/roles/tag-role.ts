import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Puts tags on a role, in the place of those with the same keys. */
export async function tagRole(
  { RoleName, Tags }: IamInput<'TagRole'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'TagRole'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    await stores.roles.replace({ ...role, tags: withTags(role.tags, Tags) });
  });
  return {};
}
