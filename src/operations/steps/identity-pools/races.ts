import { Failure } from '#domain/failures.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { Stores } from '#ports/stores.ts';

/** Somebody else was faster: what was decided no longer fits what is stored, so it is decided anew. */
export class LostRace extends Error {}

const attempts = 25;

/**
 * Does it again as long as somebody else is faster.
 * @throws Failure `resourceConflict` when that does not end
 */
export async function againWhenLost<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }
  throw new Failure('resourceConflict', { reason: 'The identity is being changed by other requests. Try again.' });
}

/** The identities under locks, taken in the order of their ids so that no two requests wait for each other; of those that are there. */
export async function lockInOrder(
  { identities }: Pick<Stores, 'identities'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LinkedIdentity>> {
  const locked = new Map<string, LinkedIdentity>();
  for (const id of [...new Set(ids)].toSorted()) {
    const identity = await identities.lock(id);
    if (identity) locked.set(id, identity);
  }
  return locked;
}
