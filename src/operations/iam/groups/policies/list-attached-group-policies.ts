import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listAttachedPolicies } from '../../../steps/iam/attachments.ts';

/** The managed policies attached to a group. */
export async function listAttachedGroupPolicies(
  { GroupName, ...page }: IamInput<'ListAttachedGroupPolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListAttachedGroupPolicies'> {
  return listAttachedPolicies(uses, { kind: 'group', name: GroupName }, page);
}
