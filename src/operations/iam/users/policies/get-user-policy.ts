import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { requireInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** A policy that is part of a user. */
export async function getUserPolicy(
  { UserName, PolicyName }: IamInput<'GetUserPolicy'>,
  uses: Uses<'store'>,
): IamOutput<'GetUserPolicy'> {
  const { ownerName, policy } = await requireInlinePolicy(uses, { kind: 'user', name: UserName }, PolicyName);
  return { UserName: ownerName, PolicyName: policy.name, PolicyDocument: policy.document };
}
