import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOwnPolicy, requireVersion } from '../../steps/iam/managed-policy.ts';

/** Puts another version of a managed policy into force, for everyone who holds it. */
export async function setDefaultPolicyVersion(
  { PolicyArn, VersionId }: IamInput<'SetDefaultPolicyVersion'>,
  uses: Uses<'store' | 'iam' | 'clock'>,
): IamOutput<'SetDefaultPolicyVersion'> {
  const now = uses.clock.now();
  await changeIam(uses, async (stores) => {
    const policy = await requireOwnPolicy(stores, PolicyArn);
    const { version } = await requireVersion(stores, policy, VersionId);
    await stores.policies.replace({ ...policy, defaultVersion: version, modifiedAt: now });
  });
  return {};
}
