import { validatorOf } from '#contract/validate.ts';
import type { Uses } from '../operation.ts';
import { type FoundIdentity, foundIdentity } from '../steps/find-identities/found-identity.ts';
import { type FoundUser, usersBehind } from '../steps/find-identities/found-user.ts';
import { type SearchMember, searchOf } from '../steps/find-identities/searches.ts';
import { withSurvivors } from '../steps/find-identities/survivors.ts';
import { findModel } from './find-model.ts';

export type FindIdentitiesInput = Readonly<Partial<Record<SearchMember, string>>>;

export interface FindIdentitiesOutput {
  /** Those that were found; behind one that was merged into another stands the other. */
  readonly Identities: readonly FoundIdentity[];
  /** Users of this server's user pools: the one that was asked for, and those behind the identities' logins. */
  readonly Users: readonly FoundUser[];
  /** There are more than are answered. */
  readonly Truncated?: true;
}

/** A user of a provider belongs to one identity of a pool, so that there are as many as pools that know the provider. */
const most = 100;

const read = validatorOf(findModel, 'FindIdentities');

/** Holds a search to its form. @throws Failure `validation`, `serialization` */
export const readSearch = (input: FindIdentitiesInput): ReturnType<typeof searchOf> => searchOf(read(input));

/**
 * Both directions of the question who an identity is: every identity that a user has, in any pool of any region, and the
 * users behind an identity.
 * @throws Failure `validation` for members that do not belong together, and what is not found where one is named:
 * `identityNotFound`, `identityPoolNotFound`, `poolNotFound`, `unknownUser`
 */
export async function findIdentities(
  input: FindIdentitiesInput,
  uses: Uses<'store' | 'directory'>,
): Promise<FindIdentitiesOutput> {
  const { identityIds, user } = await readSearch(input)(uses, most + 1);
  const identities = await withSurvivors(uses.store, identityIds.slice(0, most));
  const Identities: FoundIdentity[] = [];
  for (const identity of identities) Identities.push(await foundIdentity(uses, identity));
  return {
    Identities,
    Users: await usersBehind(uses, identities, user),
    ...(identityIds.length > most && { Truncated: true }),
  };
}
