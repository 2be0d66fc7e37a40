import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeRoleBriefly } from '../../steps/iam/describe.ts';
import { pageAsked, pageShown } from '../../steps/iam/pages.ts';

/** The roles of the account, by name. */
export async function listRoles(
  { PathPrefix, ...page }: IamInput<'ListRoles'>,
  { store, settings }: Uses<'store' | 'settings'>,
): IamOutput<'ListRoles'> {
  const { items, next } = await store.iam.roles.list({ pathPrefix: PathPrefix, ...pageAsked('ListRoles', page) });
  const Roles = await Promise.all(items.map((role) => describeRoleBriefly(role, store.iam, settings.accountId)));
  return { Roles, ...pageShown('ListRoles', next) };
}
