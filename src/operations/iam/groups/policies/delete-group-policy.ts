import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { deleteInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Takes a policy out of a group. */
export async function deleteGroupPolicy(
  { GroupName, PolicyName }: IamInput<'DeleteGroupPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteGroupPolicy'> {
  await deleteInlinePolicy(uses, { kind: 'group', name: GroupName }, PolicyName);
  return {};
}
