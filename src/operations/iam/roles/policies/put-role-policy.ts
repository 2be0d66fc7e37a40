import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { putInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** Writes a policy into a role, or in the place of the one of that name. */
export async function putRolePolicy(
  { RoleName, PolicyName, PolicyDocument }: IamInput<'PutRolePolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'PutRolePolicy'> {
  await putInlinePolicy(uses, { kind: 'role', name: RoleName }, { name: PolicyName, document: PolicyDocument });
  return {};
}
