import { uniqueId } from '#domain/credentials/identifiers.ts';
import { iamArn } from '#domain/iam/arns.ts';
import type { IamUser } from '#domain/iam/entities.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { boundaryFrom } from '../../steps/iam/boundary.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { describeUser } from '../../steps/iam/describe.ts';
import { nameTaken } from '../../steps/iam/require-entity.ts';

/** Adds a user, who may nothing yet. */
export async function createUser(
  { UserName, Path = '/', PermissionsBoundary, Tags }: IamInput<'CreateUser'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
): IamOutput<'CreateUser'> {
  const { accountId } = uses.settings;
  const made: IamUser = {
    id: uniqueId('AIDA', accountId, uses.random.bytes(32)),
    name: UserName,
    path: Path,
    arn: iamArn(accountId, 'user', Path, UserName),
    createdAt: uses.clock.now(),
    boundaryArn: undefined,
    tags: withTags({}, Tags),
  };
  const user = await changeIam(uses, async (stores) => {
    requireWithin('UsersPerAccount', (await stores.users.count()) + 1);
    const bounded = { ...made, boundaryArn: await boundaryFrom(stores, PermissionsBoundary) };
    if (!(await stores.users.insert(bounded))) throw nameTaken('User', UserName);
    return bounded;
  });
  return { User: describeUser(user) };
}
