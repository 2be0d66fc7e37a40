import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { detachPolicy } from '../../../steps/iam/attachments.ts';

/** Detaches a managed policy from a group. */
export async function detachGroupPolicy(
  { GroupName, PolicyArn }: IamInput<'DetachGroupPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DetachGroupPolicy'> {
  await detachPolicy(uses, { kind: 'group', name: GroupName }, PolicyArn);
  return {};
}
