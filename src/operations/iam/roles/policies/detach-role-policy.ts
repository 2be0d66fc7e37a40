import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { detachPolicy } from '../../../steps/iam/attachments.ts';

/** Detaches a managed policy from a role. */
export async function detachRolePolicy(
  { RoleName, PolicyArn }: IamInput<'DetachRolePolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DetachRolePolicy'> {
  await detachPolicy(uses, { kind: 'role', name: RoleName }, PolicyArn);
  return {};
}
