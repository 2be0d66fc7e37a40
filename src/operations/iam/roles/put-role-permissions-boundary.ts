import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { boundaryFrom } from '../../steps/iam/boundary.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Bounds what a role may be allowed by a managed policy. */
export async function putRolePermissionsBoundary(
  { RoleName, PermissionsBoundary }: IamInput<'PutRolePermissionsBoundary'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'PutRolePermissionsBoundary'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    await stores.roles.replace({ ...role, boundaryArn: await boundaryFrom(stores, PermissionsBoundary) });
  });
  return {};
}
