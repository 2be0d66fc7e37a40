import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** Changes a role's description or how long its sessions may last. What is not given stays. */
export async function updateRole(
  { RoleName, Description, MaxSessionDuration }: IamInput<'UpdateRole'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UpdateRole'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    const { description, maxSessionDuration } = role;
    await stores.roles.replace({
      ...role,
      description: Description ?? description,
      maxSessionDuration: MaxSessionDuration ?? maxSessionDuration,
    });
  });
  return {};
}
