import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Identity, Login } from '#domain/identity-pools/identity.ts';
import {
  changesNothing,
  type LinkedIdentity,
  type LinkPlan,
  planForIdentity,
  planForLogins,
  type Presented,
} from '#domain/identity-pools/linking.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../../operation.ts';
import { applyPlan } from './apply-plan.ts';
import { againWhenLost, lockInOrder, LostRace } from './races.ts';

/** What a caller has shown, and the identity it names, if it names one. */
export interface Linking {
  readonly logins: readonly Login[];
  readonly developerUserId?: string | undefined;
  readonly target?: LinkedIdentity | undefined;
}

type Identities = Pick<Stores, 'identities'>;

/**
 * The identity that verified logins lead to, in which everything presented is one afterwards: new logins are linked to it,
 * and identities to which some belonged are merged into it. Where nothing changes, nothing is written.
 * @throws Failure `identityForbidden`, `loginsDontMatch`, `loginsConflict`, `tooManyLogins`, `developerUserRegistered`
 */
export function linkLogins(
  { store, clock, random }: Uses<'store' | 'clock' | 'random'>,
  pool: IdentityPool,
  linking: Linking,
): Promise<Identity> {
  return againWhenLost(async () => {
    const seen = await presentedNow(store, pool.id, linking, linking.target ? [linking.target] : []);
    const plan = planOf(linking.target, seen);
    if (plan.identity && changesNothing(plan)) return plan.identity;
    const made = { id: `${pool.region}:${uuid(random.bytes(16))}`, now: clock.now() };
    return store.write(async (stores) => {
      const { target, presented } = await presentedUnderLocks(stores, pool.id, linking, seen);
      return applyPlan(stores, pool.id, planOf(target, presented), made);
    });
  });
}

const planOf = (target: LinkedIdentity | undefined, presented: Presented): LinkPlan =>
  target ? planForIdentity(target, presented) : planForLogins(presented);

/** Whose what is presented is at this moment. @param known identities that need not be read again */
async function presentedNow(
  { identities }: Identities,
  poolId: string,
  { logins, developerUserId: userId }: Linking,
  known: Iterable<LinkedIdentity>,
): Promise<Presented> {
  const read = new Map([...known].map((one) => [one.id, one]));
  const identity = async (id: string | undefined): Promise<LinkedIdentity | undefined> => {
    if (id === undefined) return undefined;
    const found = read.get(id) ?? (await identities.find(id));
    if (found) read.set(id, found);
    return found;
  };
  const owners = new Set<LinkedIdentity>();
  for (const login of logins) {
    const owner = await identity(await identities.ownerOf(poolId, login));
    if (owner) owners.add(owner);
  }
  if (userId === undefined) return { logins, owners: [...owners] };
  const owner = await identity(await identities.developerOwnerOf(poolId, userId));
  return { logins, owners: [...owners], developer: { userId, owner } };
}

/** The same with every identity in it locked. @throws LostRace when others own something of it than a moment ago */
async function presentedUnderLocks(
  stores: Identities,
  poolId: string,
  linking: Linking,
  seen: Presented,
): Promise<{ target: LinkedIdentity | undefined; presented: Presented }> {
  const { target } = linking;
  const ids = [target, seen.developer?.owner, ...seen.owners].flatMap((one) => (one ? [one.id] : []));
  const locked = await lockInOrder(stores, ids);
  if (target && !locked.has(target.id)) throw new Failure('identityNotFound', { identityId: target.id });
  const presented = await presentedNow(stores, poolId, linking, locked.values());
  const { owners, developer } = presented;
  const owning = developer?.owner ? [developer.owner, ...owners] : owners;
  if (owning.some(({ id }) => !locked.has(id))) throw new LostRace();
  return { target: target && locked.get(target.id), presented };
}
