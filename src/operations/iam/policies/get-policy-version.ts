import { documentOf } from '#domain/iam/aws-managed/policies.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeVersionBriefly } from '../../steps/iam/describe-policy.ts';
import { noVersion, requirePolicy, requireVersion } from '../../steps/iam/managed-policy.ts';

/** A version of a managed policy, with its document. Of AWS's policies there is the current version. */
export async function getPolicyVersion(
  { PolicyArn, VersionId }: IamInput<'GetPolicyVersion'>,
  { store }: Uses<'store'>,
): IamOutput<'GetPolicyVersion'> {
  const policy = await requirePolicy(store.iam, PolicyArn);
  if ('own' in policy) {
    const version = await requireVersion(store.iam, policy.own, VersionId);
    const brief = describeVersionBriefly(version, policy.own.defaultVersion);
    return { PolicyVersion: { Document: version.document, ...brief } };
  }
  const { version, modifiedAt } = policy.aws;
  if (VersionId !== `v${version}`) throw noVersion(PolicyArn, VersionId);
  const brief = { VersionId, IsDefaultVersion: true, CreateDate: new Date(modifiedAt) };
  return { PolicyVersion: { Document: documentOf(policy.aws), ...brief } };
}
