import { withoutTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';

/** Takes tags off a user. */
export async function untagUser(
  { UserName, TagKeys }: IamInput<'UntagUser'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UntagUser'> {
  await changeIam(uses, async (stores) => {
    const user = await requireUser(stores, UserName);
    await stores.users.replace({ ...user, tags: withoutTags(user.tags, TagKeys) });
  });
  return {};
}
