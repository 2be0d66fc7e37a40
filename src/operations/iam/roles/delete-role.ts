import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';
import { requireNoPolicies } from '../../steps/iam/require-no-policies.ts';

/** Deletes a role that has no policies any more, and with it the sessions it was taken on for. */
export async function deleteRole(
  { RoleName }: IamInput<'DeleteRole'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteRole'> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireRole(stores, RoleName);
    await requireNoPolicies(stores, id);
    await stores.roles.delete(id);
  });
  return {};
}
