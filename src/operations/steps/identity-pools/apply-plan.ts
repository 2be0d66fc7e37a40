import type { Identity } from '#domain/identity-pools/identity.ts';
import type { LinkPlan } from '#domain/identity-pools/linking.ts';
import type { Stores } from '#ports/stores.ts';
import { LostRace } from './races.ts';

/**
 * Writes what a plan says. To be called inside a transaction that holds the locks of the identities in it.
 * @param made the id that a new identity gets, and when
 * @returns the identity that has everything now
 * @throws LostRace when a login has got another owner meanwhile
 */
export async function applyPlan(
  { identities }: Pick<Stores, 'identities'>,
  poolId: string,
  { identity, link, linkDeveloper, merge }: LinkPlan,
  made: { readonly id: string; readonly now: number },
): Promise<Identity> {
  const { now } = made;
  const owner: Identity = {
    ...(identity ?? { id: made.id, poolId, createdAt: now }),
    ...{ state: 'authenticated', mergedInto: undefined, modifiedAt: now },
  };
  if (identity) await identities.replace(owner);
  else await identities.insert(owner);
  for (const { id, createdAt } of merge) {
    await identities.move(poolId, id, owner.id);
    await identities.replace({ id, poolId, createdAt, state: 'disabled', mergedInto: owner.id, modifiedAt: now });
  }
  // In one order for everybody, so that two who link the same logins don't wait for each other.
  for (const login of link.toSorted((a, b) => (a.provider < b.provider ? -1 : 1))) {
    if (!(await identities.link(poolId, owner.id, login, now))) throw new LostRace();
  }
  if (linkDeveloper !== undefined && !(await identities.linkDeveloper(poolId, owner.id, linkDeveloper, now))) {
    throw new LostRace();
  }
  return owner;
}
