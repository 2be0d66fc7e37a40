import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeUserBriefly } from '../../steps/iam/describe.ts';
import { pageAsked, pageShown } from '../../steps/iam/pages.ts';

/** The users of the account, by name. */
export async function listUsers(
  { PathPrefix, ...page }: IamInput<'ListUsers'>,
  { store }: Uses<'store'>,
): IamOutput<'ListUsers'> {
  const { items, next } = await store.iam.users.list({ pathPrefix: PathPrefix, ...pageAsked('ListUsers', page) });
  return { Users: items.map(describeUserBriefly), ...pageShown('ListUsers', next) };
}
