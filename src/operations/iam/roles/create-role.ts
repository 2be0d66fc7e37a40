import { uniqueId } from '#domain/credentials/identifiers.ts';
import { iamArn } from '#domain/iam/arns.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { boundaryFrom } from '../../steps/iam/boundary.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describeRole } from '../../steps/iam/describe.ts';
import { nameTaken } from '../../steps/iam/require-entity.ts';
import { trustPolicyFrom } from '../../steps/iam/trust.ts';

/** Adds a role, which whoever its trust policy names may take on. */
export async function createRole(
  { RoleName, Path = '/', Tags, ...input }: IamInput<'CreateRole'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
): IamOutput<'CreateRole'> {
  const { accountId } = uses.settings;
  const made = {
    id: uniqueId('AROA', accountId, uses.random.bytes(32)),
    name: RoleName,
    path: Path,
    arn: iamArn(accountId, 'role', Path, RoleName),
    createdAt: uses.clock.now(),
    tags: withTags({}, Tags),
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    sessionsValidFrom: 0,
    lastUsed: undefined,
  };
  const role = await changeIam(uses, async (stores) => {
    requireWithin('RolesPerAccount', (await stores.roles.count()) + 1);
    const complete = {
      ...made,
      trustPolicy: await trustPolicyFrom(stores, input.AssumeRolePolicyDocument, accountId),
      boundaryArn: await boundaryFrom(stores, input.PermissionsBoundary),
    };
    if (!(await stores.roles.insert(complete))) throw nameTaken('Role', RoleName);
    return complete;
  });
  return { Role: await describeRole(role, uses.store.iam, accountId) };
}
