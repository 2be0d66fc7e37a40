import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';

/** Puts tags on a user, in the place of those with the same keys. */
export async function tagUser(
  { UserName, Tags }: IamInput<'TagUser'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'TagUser'> {
  await changeIam(uses, async (stores) => {
    const user = await requireUser(stores, UserName);
    await stores.users.replace({ ...user, tags: withTags(user.tags, Tags) });
  });
  return {};
}
