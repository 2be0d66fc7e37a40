import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOwnPolicy } from '../../steps/iam/managed-policy.ts';

/** Deletes a managed policy that nobody holds any more, with its one remaining version. */
export async function deletePolicy(
  { PolicyArn }: IamInput<'DeletePolicy'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeletePolicy'> {
  await changeIam(uses, async (stores) => {
    const { id } = await requireOwnPolicy(stores, PolicyArn);
    if ((await stores.attachments.holdersOf(PolicyArn)).length > 0) {
      throw conflict('Cannot delete a policy attached to entities.');
    }
    if ((await stores.policies.versions(id)).length > 1) {
      throw conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    await stores.policies.delete(id);
  });
  return {};
}

const conflict = (reason: string) => new Failure('deleteConflict', { reason });
