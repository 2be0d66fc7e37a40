import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { attachPolicy } from '../../../steps/iam/attachments.ts';

/** Attaches a managed policy to a user. */
export async function attachUserPolicy(
  { UserName, PolicyArn }: IamInput<'AttachUserPolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'AttachUserPolicy'> {
  await attachPolicy(uses, { kind: 'user', name: UserName }, PolicyArn);
  return {};
}
