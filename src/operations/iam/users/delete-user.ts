import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireUser } from '../../steps/iam/require-entity.ts';
import { requireNoPolicies } from '../../steps/iam/require-no-policies.ts';

/** Deletes a user who has no keys, groups and policies any more. */
export async function deleteUser(
  { UserName }: IamInput<'DeleteUser'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteUser'> {
  await changeIam(uses, async (stores, { accessKeys }) => {
    const { id } = await requireUser(stores, UserName);
    if ((await accessKeys.listOf(id)).length > 0) throw conflict('must delete access keys first.');
    if ((await stores.groups.listOf(id, { limit: 1 })).items.length > 0) {
      throw conflict('must remove users from group first.');
    }
    await requireNoPolicies(stores, id);
    await stores.users.delete(id);
  });
  return {};
}

const conflict = (reason: string) => new Failure('deleteConflict', { reason: `Cannot delete entity, ${reason}` });
