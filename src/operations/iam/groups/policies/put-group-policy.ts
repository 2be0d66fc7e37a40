import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { putInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Writes a policy into a group, or in the place of the one of that name. */
export async function putGroupPolicy(
  { GroupName, PolicyName, PolicyDocument }: IamInput<'PutGroupPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'PutGroupPolicy'> {
  await putInlinePolicy(uses, { kind: 'group', name: GroupName }, { name: PolicyName, document: PolicyDocument });
  return {};
}
