import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOwnPolicy, requireVersion } from '../../steps/iam/managed-policy.ts';

/** Deletes a version of a managed policy that is not in force. Its number is not given again. */
export async function deletePolicyVersion(
  { PolicyArn, VersionId }: IamInput<'DeletePolicyVersion'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeletePolicyVersion'> {
  await changeIam(uses, async (stores) => {
    const policy = await requireOwnPolicy(stores, PolicyArn);
    const { version } = await requireVersion(stores, policy, VersionId);
    if (version === policy.defaultVersion) {
      throw new Failure('deleteConflict', { reason: 'Cannot delete the default version of a policy.' });
    }
    await stores.policies.deleteVersion(policy.id, version);
  });
  return {};
}
