import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { deleteInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Takes a policy out of a role. */
export async function deleteRolePolicy(
  { RoleName, PolicyName }: IamInput<'DeleteRolePolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteRolePolicy'> {
  await deleteInlinePolicy(uses, { kind: 'role', name: RoleName }, PolicyName);
  return {};
}
