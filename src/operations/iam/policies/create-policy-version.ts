import { countedSize, requireVersionRoom, requireWithin } from '#domain/iam/quotas.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describeVersionBriefly } from '../../steps/iam/describe-policy.ts';
import { requireOwnPolicy } from '../../steps/iam/managed-policy.ts';

/** Adds a version to a managed policy and, if asked, puts it into force. */
export async function createPolicyVersion(
  { PolicyArn, PolicyDocument, SetAsDefault = false }: IamInput<'CreatePolicyVersion'>,
  uses: Uses<'store' | 'iam' | 'clock'>,
): IamOutput<'CreatePolicyVersion'> {
  parsePolicy(PolicyDocument, 'identity');
  requireWithin('PolicySize', countedSize(PolicyDocument));
  const now = uses.clock.now();
  const PolicyVersion = await changeIam(uses, async (stores) => {
    const policy = await requireOwnPolicy(stores, PolicyArn);
    requireVersionRoom((await stores.policies.versions(policy.id)).length);
    const version = { version: policy.latestVersion + 1, document: PolicyDocument, createdAt: now };
    const defaultVersion = SetAsDefault ? version.version : policy.defaultVersion;
    await stores.policies.addVersion(policy.id, version);
    await stores.policies.replace({ ...policy, latestVersion: version.version, defaultVersion, modifiedAt: now });
    return describeVersionBriefly(version, defaultVersion);
  });
  return { PolicyVersion };
}
