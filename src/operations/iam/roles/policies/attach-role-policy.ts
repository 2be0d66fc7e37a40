import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { attachPolicy } from '../../../steps/iam/attachments.ts';

/** Attaches a managed policy to a role. */
export async function attachRolePolicy(
  { RoleName, PolicyArn }: IamInput<'AttachRolePolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'AttachRolePolicy'> {
  await attachPolicy(uses, { kind: 'role', name: RoleName }, PolicyArn);
  return {};
}
