import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requirePolicy } from '../../steps/iam/managed-policy.ts';
import { listTags } from '../../steps/iam/tag-pages.ts';

/** The tags of a managed policy. AWS's own have none. */
export async function listPolicyTags(
  { PolicyArn, ...page }: IamInput<'ListPolicyTags'>,
  { store }: Uses<'store'>,
): IamOutput<'ListPolicyTags'> {
  const policy = await requirePolicy(store.iam, PolicyArn);
  return listTags(PolicyArn, 'own' in policy ? policy.own.tags : {}, page);
}
