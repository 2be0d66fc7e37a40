import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describePolicy, useOf } from '../../steps/iam/describe-policy.ts';
import { requirePolicy } from '../../steps/iam/managed-policy.ts';

/** A managed policy, the account's or AWS's, without its document. */
export async function getPolicy(
  { PolicyArn }: IamInput<'GetPolicy'>,
  { store }: Uses<'store'>,
): IamOutput<'GetPolicy'> {
  const policy = await requirePolicy(store.iam, PolicyArn);
  return { Policy: describePolicy(policy, useOf(await store.iam.attachments.holdersOf(PolicyArn))) };
}
