import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/iam/describe.ts';
import { pageAsked, pageShown } from '../../steps/iam/pages.ts';

/** The groups of the account, by name. */
export async function listGroups(
  { PathPrefix, ...page }: IamInput<'ListGroups'>,
  { store }: Uses<'store'>,
): IamOutput<'ListGroups'> {
  const { items, next } = await store.iam.groups.list({ pathPrefix: PathPrefix, ...pageAsked('ListGroups', page) });
  return { Groups: items.map(describeGroup), ...pageShown('ListGroups', next) };
}
