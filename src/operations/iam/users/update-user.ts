import { iamArn } from '#domain/iam/arns.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { nameTaken, requireUser } from '../../steps/iam/require-entity.ts';

/** Changes a user's name or path. It stays the same user: keys, policies, groups and trust go on. */
export async function updateUser(
  { UserName, NewPath, NewUserName }: IamInput<'UpdateUser'>,
  uses: Uses<'store' | 'iam' | 'settings'>,
): IamOutput<'UpdateUser'> {
  await changeIam(uses, async (stores) => {
    const user = await requireUser(stores, UserName);
    const path = NewPath ?? user.path;
    const name = NewUserName ?? user.name;
    const other = await stores.users.find(name);
    if (other && other.id !== user.id) throw nameTaken('User', name);
    await stores.users.replace({ ...user, path, name, arn: iamArn(uses.settings.accountId, 'user', path, name) });
  });
  return {};
}
