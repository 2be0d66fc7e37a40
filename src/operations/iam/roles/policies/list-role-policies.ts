import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listInlinePolicies } from '../../../steps/iam/inline-policies.ts';

/** The names of the policies that are part of a role. */
export async function listRolePolicies(
  { RoleName, ...page }: IamInput<'ListRolePolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListRolePolicies'> {
  return listInlinePolicies(uses, { kind: 'role', name: RoleName }, page);
}
