import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireGroup } from '../../steps/iam/require-entity.ts';
import { requireNoPolicies } from '../../steps/iam/require-no-policies.ts';

/** Deletes a group that has no members and policies any more. */
export async function deleteGroup(
  { GroupName }: IamInput<'DeleteGroup'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteGroup'> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireGroup(stores, GroupName);
    if ((await stores.groups.members(id, { limit: 1 })).items.length > 0) {
      throw new Failure('deleteConflict', { reason: 'Cannot delete entity, must remove users from group first.' });
    }
    await requireNoPolicies(stores, id);
    await stores.groups.delete(id);
  });
  return {};
}
