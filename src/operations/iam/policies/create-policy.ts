import { Failure } from '#domain/failures.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import { iamArn } from '#domain/iam/arns.ts';
import type { ManagedPolicy } from '#domain/iam/entities.ts';
import { countedSize, requireWithin } from '#domain/iam/quotas.ts';
import { withTags } from '#domain/iam/tags.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describePolicyBriefly } from '../../steps/iam/describe-policy.ts';

/** Adds a managed policy; its document is version 1. */
export async function createPolicy(
  { PolicyName, Path = '/', PolicyDocument, Description, Tags }: IamInput<'CreatePolicy'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
): IamOutput<'CreatePolicy'> {
  parsePolicy(PolicyDocument, 'identity');
  requireWithin('PolicySize', countedSize(PolicyDocument));
  const { accountId } = uses.settings;
  const now = uses.clock.now();
  const policy: ManagedPolicy = {
    id: uniqueId('ANPA', accountId, uses.random.bytes(32)),
    name: PolicyName,
    path: Path,
    arn: iamArn(accountId, 'policy', Path, PolicyName),
    description: Description,
    createdAt: now,
    modifiedAt: now,
    defaultVersion: 1,
    latestVersion: 1,
    tags: withTags({}, Tags),
  };
  await changeIam(uses, async ({ policies }) => {
    requireWithin('PoliciesPerAccount', (await policies.count()) + 1);
    if (!(await policies.insert(policy))) throw taken(PolicyName);
    await policies.addVersion(policy.id, { version: 1, document: PolicyDocument, createdAt: now });
  });
  return { Policy: describePolicyBriefly({ own: policy }, { attached: 0, boundary: 0 }) };
}

const taken = (name: string) =>
  new Failure('entityAlreadyExists', {
    reason: `A policy called ${name} already exists. Duplicate names are not allowed.`,
  });
