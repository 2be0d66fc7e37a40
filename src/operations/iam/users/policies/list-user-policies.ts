import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listInlinePolicies } from '../../../steps/iam/inline-policies.ts';

/** The names of the policies that are part of a user. */
export async function listUserPolicies(
  { UserName, ...page }: IamInput<'ListUserPolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListUserPolicies'> {
  return listInlinePolicies(uses, { kind: 'user', name: UserName }, page);
}
