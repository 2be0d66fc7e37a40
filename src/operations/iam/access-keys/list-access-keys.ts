import type { Call, IamInput, IamOutput, Uses } from '../../operation.ts';
import { namedOrCaller } from '../../steps/iam/caller.ts';
import { pageOfAll } from '../../steps/iam/pages.ts';

/** The keys of a user or, without a name, of the caller; never their secrets. */
export async function listAccessKeys(
  { UserName, ...page }: IamInput<'ListAccessKeys'>,
  { store }: Uses<'store'>,
  call: Call,
): IamOutput<'ListAccessKeys'> {
  const user = await namedOrCaller(store.iam, UserName, call);
  const keys = (await store.accessKeys.listOf(user?.id)).map(({ accessKeyId, active, createdAt }) => ({
    ...(user && { UserName: user.name }),
    AccessKeyId: accessKeyId,
    Status: active ? ('Active' as const) : ('Inactive' as const),
    CreateDate: new Date(createdAt),
  }));
  const ordered = keys.toSorted((one, other) => (one.AccessKeyId < other.AccessKeyId ? -1 : 1));
  const { items, page: shown } = pageOfAll('ListAccessKeys', page, ordered, (key) => key.AccessKeyId);
  return { AccessKeyMetadata: [...items], ...shown };
}
