import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeVersionBriefly } from '../../steps/iam/describe-policy.ts';
import { type AnyPolicy, requirePolicy } from '../../steps/iam/managed-policy.ts';
import { pageOfAll } from '../../steps/iam/pages.ts';

/** The versions that are kept of a managed policy, newest first. */
export async function listPolicyVersions(
  { PolicyArn, ...page }: IamInput<'ListPolicyVersions'>,
  { store }: Uses<'store'>,
): IamOutput<'ListPolicyVersions'> {
  const policy = await requirePolicy(store.iam, PolicyArn);
  const versions = 'own' in policy ? await store.iam.policies.versions(policy.own.id) : [currentOf(policy)];
  const inForce = 'own' in policy ? policy.own.defaultVersion : policy.aws.version;
  const kind = `ListPolicyVersions/${PolicyArn.slice(-64)}`;
  // Markers go upwards, and the newest comes first.
  const keyed = versions.map((version) => ({
    version,
    key: String(1_000_000_000 - version.version).padStart(10, '0'),
  }));
  const { items, page: shown } = pageOfAll(kind, page, keyed, ({ key }) => key);
  return { Versions: items.map(({ version }) => describeVersionBriefly(version, inForce)), ...shown };
}

const currentOf = ({ aws }: Extract<AnyPolicy, { aws: unknown }>) => ({
  version: aws.version,
  document: '',
  createdAt: aws.modifiedAt,
});
