import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { attachPolicy } from '../../../steps/iam/attachments.ts';

/** Attaches a managed policy to a group. */
export async function attachGroupPolicy(
  { GroupName, PolicyArn }: IamInput<'AttachGroupPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'AttachGroupPolicy'> {
  await attachPolicy(uses, { kind: 'group', name: GroupName }, PolicyArn);
  return {};
}
