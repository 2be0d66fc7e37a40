import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listInlinePolicies } from '../../../steps/iam/inline-policies.ts';

/** The names of the policies that are part of a group. */
export async function listGroupPolicies(
  { GroupName, ...page }: IamInput<'ListGroupPolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListGroupPolicies'> {
  return listInlinePolicies(uses, { kind: 'group', name: GroupName }, page);
}
