import { uniqueId } from '#domain/credentials/identifiers.ts';
import { iamArn } from '#domain/iam/arns.ts';
import type { IamGroup } from '#domain/iam/entities.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describeGroup } from '../../steps/iam/describe.ts';
import { nameTaken } from '../../steps/iam/require-entity.ts';

/** Adds a group of users. */
export async function createGroup(
  { GroupName, Path = '/' }: IamInput<'CreateGroup'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
): IamOutput<'CreateGroup'> {
  const { accountId } = uses.settings;
  const group: IamGroup = {
    id: uniqueId('AGPA', accountId, uses.random.bytes(32)),
    name: GroupName,
    path: Path,
    arn: iamArn(accountId, 'group', Path, GroupName),
    createdAt: uses.clock.now(),
  };
  await changeIam(uses, async ({ groups }) => {
    requireWithin('GroupsPerAccount', (await groups.count()) + 1);
    if (!(await groups.insert(group))) throw nameTaken('Group', GroupName);
  });
  return { Group: describeGroup(group) };
}
