import type { Config } from '#config/config.ts';
import { systemClock } from '#adapters/clock.ts';
import { rotateMasterKey } from '#adapters/keys/data-keys.ts';
import { publishedBefore, storedSigningKeys } from '#adapters/keys/signing-keys.ts';
import { clientFrom } from '#domain/pools/client.ts';
import type { Stores } from '#ports/stores.ts';
import { masterKeys } from './master-key.ts';
import { openConfiguredStore, type OpenedStore } from './open-store.ts';

export interface Rotated {
  readonly name: string;
  readonly detail: string;
}

/** The longest any token of the pool may live: until then its signature must be verifiable. */
async function longestTokenLife({ clients }: Stores, poolId: string): Promise<number> {
  let longest = 3_600_000;
  let after: string | undefined;
  do {
    const page = await clients.list(poolId, after, 60);
    for (const { lifetimes } of page.items.map(clientFrom)) longest = Math.max(longest, lifetimes.access, lifetimes.id);
    after = page.next;
  } while (after !== undefined);
  return longest;
}

async function rotatePool({ store }: OpenedStore, poolId: string, now: number): Promise<Rotated> {
  const pool = await store.pools.find(poolId);
  if (!pool) return { name: poolId, detail: 'there is no such pool' };
  // An hour more, for the time until the new keys sign, and for verifiers whose clock or cached key set is behind.
  const retiresAt = now + (await longestTokenLife(store, poolId)) + 3_600_000;
  const signingKeys = storedSigningKeys(store, () => now);
  const fresh = await signingKeys.generate(poolId);
  await store.write((stores) => signingKeys.rotate(stores, poolId, fresh, retiresAt));
  return {
    name: poolId,
    detail: `new keys are published, and sign from ${new Date(now + publishedBefore).toISOString()}; the earlier ones verify until ${new Date(retiresAt).toISOString()}`,
  };
}

async function everyPool({ store }: OpenedStore): Promise<string[]> {
  const ids: string[] = [];
  for (const region of await store.pools.regions()) {
    let after: string | undefined;
    do {
      const page = await store.pools.list(region, after, 60);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
  }
  return ids;
}

/**
 * What `cenote rotate-keys` does, beside running servers, which publish the new keys within a second.
 * @param options `signing`: new key pairs for these pools (or all); `master`: the data keys sealed under the present master key
 */
export async function rotateKeys(
  config: Config,
  { what, pools }: { what: 'signing' | 'master'; pools: readonly string[] },
): Promise<readonly Rotated[]> {
  const now = systemClock.now();
  const opened = await openConfiguredStore(config, systemClock);
  try {
    if (what === 'master') {
      const resealed = await rotateMasterKey(opened.database, await masterKeys(config), now);
      return resealed.map((id) => ({ name: id, detail: 'sealed under the present master key' }));
    }
    const rotated: Rotated[] = [];
    for (const poolId of pools.length > 0 ? pools : await everyPool(opened)) {
      rotated.push(await rotatePool(opened, poolId, now));
    }
    return rotated;
  } finally {
    await opened.store.close();
  }
}
