import type { IamInput, IamOutput, Uses } from '../../../operation.ts';
import { listAttachedPolicies } from '../../../steps/iam/attachments.ts';

/** The managed policies attached to a role. */
export async function listAttachedRolePolicies(
  { RoleName, ...page }: IamInput<'ListAttachedRolePolicies'>,
  uses: Uses<'store'>,
): IamOutput<'ListAttachedRolePolicies'> {
  return listAttachedPolicies(uses, { kind: 'role', name: RoleName }, page);
}
