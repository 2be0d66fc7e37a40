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
import { applyPlan, LostRace } from './apply-plan.ts';

/** What a caller has shown, and the identity it names, if it names one. */
export interface Linking {
  readonly logins: readonly Login[];
  readonly developerUserId?: string | undefined;
  readonly target?: LinkedIdentity | undefined;
}

const attempts = 25;

/**
 * The identity that verified logins lead to, in which everything presented is one afterwards: new logins are linked to it,
 * and identities to which some belonged are merged into it. Where nothing changes, nothing is written.
 * @throws Failure `identityForbidden`, `loginsDontMatch`, `loginsConflict`, `tooManyLogins`, `developerUserRegistered`
 */
export async function linkLogins(
  uses: Uses<'store' | 'clock' | 'random'>,
  pool: IdentityPool,
  linking: Linking,
): Promise<Identity> {
  const { store, clock, random } = uses;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = await presentedNow(store, pool.id, linking, linking.target ? [linking.target] : []);
    const plan = planOf(seen);
    if (plan.identity && changesNothing(plan)) return plan.identity;
    const fresh = `${pool.region}:${uuid(random.bytes(16))}`;
    try {
      return await store.write(async (stores) => {
        const presented = await lockedPresented(stores, pool.id, linking, seen);
        return applyPlan(stores, pool.id, planOf(presented), { id: fresh, now: clock.now() });
      });
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }
  throw new Failure('resourceConflict', { reason: 'The identity is being changed by other requests. Try again.' });
}

interface Seen extends Presented {
  readonly target: LinkedIdentity | undefined;
}

const planOf = (seen: Seen): LinkPlan => (seen.target ? planForIdentity(seen.target, seen) : planForLogins(seen));

const ownerIds = async (
  { identities }: Pick<Stores, 'identities'>,
  poolId: string,
  { logins, developerUserId }: Linking,
): Promise<{ ofLogins: readonly string[]; ofDeveloper: string | undefined }> => {
  const ofLogins: string[] = [];
  for (const login of logins) {
    const owner = await identities.ownerOf(poolId, login);
    if (owner !== undefined && !ofLogins.includes(owner)) ofLogins.push(owner);
  }
  return {
    ofLogins,
    ofDeveloper: developerUserId === undefined ? undefined : await identities.developerOwnerOf(poolId, developerUserId),
  };
};

/** @param known identities that need not be read again */
async function presentedNow(
  stores: Pick<Stores, 'identities'>,
  poolId: string,
  linking: Linking,
  known: readonly LinkedIdentity[],
): Promise<Seen> {
  const ids = await ownerIds(stores, poolId, linking);
  const read = async (id: string) => known.find((one) => one.id === id) ?? (await stores.identities.find(id));
  const owners: LinkedIdentity[] = [];
  for (const id of ids.ofLogins) {
    const owner = await read(id);
    if (owner) owners.push(owner);
  }
  const owner = ids.ofDeveloper === undefined ? undefined : await read(ids.ofDeveloper);
  const { logins, developerUserId: userId, target } = linking;
  return { target, logins, owners, developer: userId === undefined ? undefined : { userId, owner } };
}

/** The same under locks, taken in the order of the ids so that nobody waits for each other. */
async function lockedPresented(
  stores: Pick<Stores, 'identities'>,
  poolId: string,
  linking: Linking,
  { target, owners, developer }: Seen,
): Promise<Seen> {
  const ids = new Set([target, ...owners, developer?.owner].filter((one) => one !== undefined).map(({ id }) => id));
  const locked: LinkedIdentity[] = [];
  for (const id of [...ids].toSorted()) {
    const identity = await stores.identities.lock(id);
    if (identity) locked.push(identity);
    else if (id === target?.id) throw new Failure('identityNotFound', { identityId: id });
  }
  const now = await ownerIds(stores, poolId, linking);
  const owning = [...now.ofLogins, ...(now.ofDeveloper === undefined ? [] : [now.ofDeveloper])];
  if (owning.some((id) => !locked.some((one) => one.id === id))) throw new LostRace();
  const fresh = locked.find((one) => one.id === target?.id);
  return presentedNow(stores, poolId, { ...linking, target: fresh }, locked);
}
