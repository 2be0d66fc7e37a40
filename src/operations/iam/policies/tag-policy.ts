import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOwnPolicy } from '../../steps/iam/managed-policy.ts';

/** Puts tags on a managed policy, in the place of those with the same keys. */
export async function tagPolicy(
  { PolicyArn, Tags }: IamInput<'TagPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'TagPolicy'> {
  await changeIam(uses, async (stores) => {
    const policy = await requireOwnPolicy(stores, PolicyArn);
    await stores.policies.replace({ ...policy, tags: withTags(policy.tags, Tags) });
  });
  return {};
}
