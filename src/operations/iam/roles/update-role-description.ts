import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describeRole } from '../../steps/iam/describe.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Changes a role's description: what `UpdateRole` does too. */
export async function updateRoleDescription(
  { RoleName, Description }: IamInput<'UpdateRoleDescription'>,
  uses: Uses<'store' | 'iam' | 'settings'>,
): IamOutput<'UpdateRoleDescription'> {
  const role = await changeIam(uses, async (stores) => {
    const changed = { ...(await requireRole(stores, RoleName)), description: Description };
    await stores.roles.replace(changed);
    return changed;
  });
  return { Role: await describeRole(role, uses.store.iam, uses.settings.accountId) };
}
