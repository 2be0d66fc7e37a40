import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listAttachedPolicies } from '../../../steps/iam/attachments.ts';

/** The managed policies attached to a user. */
export async function listAttachedUserPolicies(
  { UserName, ...page }: IamInput<'ListAttachedUserPolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListAttachedUserPolicies'> {
  return listAttachedPolicies(uses, { kind: 'user', name: UserName }, page);
}
