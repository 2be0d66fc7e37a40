import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { putInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Writes a policy into a user, or in the place of the one of that name. */
export async function putUserPolicy(
  { UserName, PolicyName, PolicyDocument }: IamInput<'PutUserPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'PutUserPolicy'> {
  await putInlinePolicy(uses, { kind: 'user', name: UserName }, { name: PolicyName, document: PolicyDocument });
  return {};
}
