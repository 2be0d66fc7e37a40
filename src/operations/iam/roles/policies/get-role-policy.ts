import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { requireInlinePolicy } from '../../../steps/iam/inline-policies.ts';

/** A policy that is part of a role. */
export async function getRolePolicy(
  { RoleName, PolicyName }: IamInput<'GetRolePolicy'>,
  uses: Uses<'store'>,
): IamOutput<'GetRolePolicy'> {
  const { ownerName, policy } = await requireInlinePolicy(uses, { kind: 'role', name: RoleName }, PolicyName);
  return { RoleName: ownerName, PolicyName: policy.name, PolicyDocument: policy.document };
}
