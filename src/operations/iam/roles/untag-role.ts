import { withoutTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Takes tags off a role. */
export async function untagRole(
  { RoleName, TagKeys }: IamInput<'UntagRole'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UntagRole'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    await stores.roles.replace({ ...role, tags: withoutTags(role.tags, TagKeys) });
  });
  return {};
}
