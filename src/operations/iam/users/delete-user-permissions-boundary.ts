import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';

/** Takes the boundary off a user. */
export async function deleteUserPermissionsBoundary(
  { UserName }: IamInput<'DeleteUserPermissionsBoundary'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteUserPermissionsBoundary'> {
  await changeIam(uses, async (stores) => {
    const user = await requireUser(stores, UserName);
    if (user.boundaryArn === undefined) {
      throw new Failure('noSuchEntity', {
        reason: `The user with name ${UserName} does not have a permissions boundary.`,
      });
    }
    await stores.users.replace({ ...user, boundaryArn: undefined });
  });
  return {};
}
