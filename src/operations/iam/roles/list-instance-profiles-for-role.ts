import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Always none: instance profiles belong to EC2. Terraform asks before it deletes a role. */
export async function listInstanceProfilesForRole(
  { RoleName }: IamInput<'ListInstanceProfilesForRole'>,
  { store }: Uses<'store'>,
): IamOutput<'ListInstanceProfilesForRole'> {
  await requireRole(store.iam, RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
}
