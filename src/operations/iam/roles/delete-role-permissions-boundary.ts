import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Takes the boundary off a role. */
export async function deleteRolePermissionsBoundary(
  { RoleName }: IamInput<'DeleteRolePermissionsBoundary'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteRolePermissionsBoundary'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    if (role.boundaryArn === undefined) {
      throw new Failure('noSuchEntity', {
        reason: `The role with name ${RoleName} does not have a permissions boundary.`,
      });
    }
    await stores.roles.replace({ ...role, boundaryArn: undefined });
  });
  return {};
}
