import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';
import { trustPolicyFrom } from '../../steps/iam/trust.ts';

/** Says anew who may take on a role. */
export async function updateAssumeRolePolicy(
  { RoleName, PolicyDocument }: IamInput<'UpdateAssumeRolePolicy'>,
  uses: Uses<'store' | 'iam' | 'settings'>,
): IamOutput<'UpdateAssumeRolePolicy'> {
  await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    const trustPolicy = await trustPolicyFrom(stores, PolicyDocument, uses.settings.accountId);
    await stores.roles.replace({ ...role, trustPolicy });
  });
  return {};
}
