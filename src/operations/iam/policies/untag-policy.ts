import { withoutTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOwnPolicy } from '../../steps/iam/managed-policy.ts';

/** Takes tags off a managed policy. */
export async function untagPolicy(
  { PolicyArn, TagKeys }: IamInput<'UntagPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UntagPolicy'> {
  await changeIam(uses, async (stores) => {
    const policy = await requireOwnPolicy(stores, PolicyArn);
    await stores.policies.replace({ ...policy, tags: withoutTags(policy.tags, TagKeys) });
  });
  return {};
}
