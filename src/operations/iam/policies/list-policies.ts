import { awsManagedArn, awsManagedPolicies } from '#domain/iam/aws-managed/policies.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describePolicyBriefly, type PolicyUse } from '../../steps/iam/describe-policy.ts';
import type { AnyPolicy } from '../../steps/iam/managed-policy.ts';
import { pageOfAll } from '../../steps/iam/pages.ts';

/** The managed policies, the account's and AWS's, by name. */
export async function listPolicies(
  { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter, ...page }: IamInput<'ListPolicies'>,
  { store: { iam } }: Uses<'store'>,
): IamOutput<'ListPolicies'> {
  const uses = await iam.attachments.counts();
  // An account has at most some thousands, and those that are asked for can be anywhere among them.
  const own = Scope === 'AWS' ? [] : (await iam.policies.list({ pathPrefix: PathPrefix, limit: 10_000 })).items;
  const aws =
    Scope === 'Local' ? [] : [...awsManagedPolicies.values()].filter(({ path }) => path.startsWith(PathPrefix));
  const listed = [...own.map((policy) => ({ own: policy })), ...aws.map((policy) => ({ aws: policy }))]
    .map((policy) => ({ policy, key: keyOf(policy), use: uses.get(arnOf(policy)) ?? unused }))
    .filter(({ use }) => isWanted(use, PolicyUsageFilter, OnlyAttached))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const { items, page: shown } = pageOfAll('ListPolicies', page, listed, ({ key }) => key);
  return { Policies: items.map(({ policy, use }) => describePolicyBriefly(policy, use)), ...shown };
}

const unused: PolicyUse = { attached: 0, boundary: 0 };

const arnOf = (policy: AnyPolicy) => ('own' in policy ? policy.own.arn : awsManagedArn(policy.aws));

/** A policy of ours may have the name of one of AWS's. */
const keyOf = (policy: AnyPolicy) =>
  'own' in policy ? `${policy.own.name.toLowerCase()} 1` : `${policy.aws.name.toLowerCase()} 0`;

/** `PermissionsBoundary` shows those that are one; `PermissionsPolicy`, those that are attached or could be. */
function isWanted({ attached, boundary }: PolicyUse, filter: string | undefined, onlyAttached: boolean): boolean {
  if (filter === 'PermissionsBoundary') return boundary > 0;
  if (filter === 'PermissionsPolicy') return attached > 0;
  return !onlyAttached || attached + boundary > 0;
}
