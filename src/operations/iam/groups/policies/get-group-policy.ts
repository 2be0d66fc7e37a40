import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { requireInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** A policy that is part of a group. */
export async function getGroupPolicy(
  { GroupName, PolicyName }: IamInput<'GetGroupPolicy'>,
  uses: Uses<'store'>,
): IamOutput<'GetGroupPolicy'> {
  const { ownerName, policy } = await requireInlinePolicy(uses, { kind: 'group', name: GroupName }, PolicyName);
  return { GroupName: ownerName, PolicyName: policy.name, PolicyDocument: policy.document };
}
