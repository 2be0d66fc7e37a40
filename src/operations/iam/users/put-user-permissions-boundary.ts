import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { boundaryFrom } from '../../steps/iam/boundary.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';

/** Bounds what a user may be allowed by a managed policy. */
export async function putUserPermissionsBoundary(
  { UserName, PermissionsBoundary }: IamInput<'PutUserPermissionsBoundary'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'PutUserPermissionsBoundary'> {
  await changeIam(uses, async (stores) => {
    const user = await requireUser(stores, UserName);
    await stores.users.replace({ ...user, boundaryArn: await boundaryFrom(stores, PermissionsBoundary) });
  });
  return {};
}
