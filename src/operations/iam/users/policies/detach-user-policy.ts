import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { detachPolicy } from '../../../steps/iam/attachments.ts';

/** Detaches a managed policy from a user. */
export async function detachUserPolicy(
  { UserName, PolicyArn }: IamInput<'DetachUserPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DetachUserPolicy'> {
  await detachPolicy(uses, { kind: 'user', name: UserName }, PolicyArn);
  return {};
}
