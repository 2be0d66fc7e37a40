import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { deleteInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Takes a policy out of a user. */
export async function deleteUserPolicy(
  { UserName, PolicyName }: IamInput<'DeleteUserPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteUserPolicy'> {
  await deleteInlinePolicy(uses, { kind: 'user', name: UserName }, PolicyName);
  return {};
}
