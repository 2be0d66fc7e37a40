import type { Config } from '#config/config.ts';
import { systemClock } from '#adapters/clock.ts';
import { rotateMasterKey } from '#adapters/keys/data-keys.ts';
import { storedIdentityTokens } from '#adapters/keys/identity-tokens.ts';
import { publishedBefore } from '#adapters/keys/key-ring.ts';
import { storedSigningKeys } from '#adapters/keys/signing-keys.ts';
import { longestTokenLife as longestIdentityTokenLife } from '#domain/identity-pools/identity-token.ts';
import { clientFrom } from '#domain/pools/client.ts';
import type { Stores } from '#ports/stores.ts';
import { openExistingStore } from './existing-store.ts';
import { masterKeys } from './master-key.ts';
import type { OpenedStore } from './open-store.ts';

export interface Rotated {
  readonly name: string;
  readonly detail: string;
  readonly done: boolean;
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

/** For the time until the new keys sign, and for verifiers whose clock or cached key set is behind. */
const grace = 3_600_000;

const rotated = (name: string, now: number, retiresAt: number): Rotated => ({
  name,
  done: true,
  detail: `new keys are published, and sign from ${new Date(now + publishedBefore).toISOString()}; the earlier ones verify until ${new Date(retiresAt).toISOString()}`,
});

async function rotatePool({ store }: OpenedStore, poolId: string, now: number): Promise<Rotated> {
  const pool = await store.pools.find(poolId);
  if (!pool) return { name: poolId, detail: 'there is no such pool', done: false };
  const retiresAt = now + (await longestTokenLife(store, poolId)) + grace;
  const signingKeys = storedSigningKeys(store, () => now);
  const fresh = await signingKeys.generate(poolId);
  await store.write((stores) => signingKeys.rotate(stores, poolId, fresh, retiresAt));
  return rotated(poolId, now, retiresAt);
}

/** The keys of the identity pools, which all pools of a region share; none before the first token. */
async function rotateIdentityPools({ store }: OpenedStore, config: Config, now: number): Promise<readonly Rotated[]> {
  const tokens = storedIdentityTokens(store, { issuer: () => '', now: () => now, region: config.region });
  const fresh = await tokens.nextKeys();
  const retiresAt = now + longestIdentityTokenLife + grace;
  await store.write((stores) => tokens.rotate(stores, fresh, retiresAt));
  return fresh.map(({ kid }) => rotated(`identity pools, ${kid}`, now, retiresAt));
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
 * @param options `signing`: new key pairs for these user pools (or all of them, and the identity pools); `master`: the data keys sealed under the present master key
 */
export async function rotateKeys(
  config: Config,
  { what, pools }: { what: 'signing' | 'master'; pools: readonly string[] },
): Promise<readonly Rotated[]> {
  const now = systemClock.now();
  const opened = await openExistingStore(config, systemClock);
  try {
    if (what === 'master') {
      const resealed = await rotateMasterKey(opened.database, await masterKeys(config, true), now);
      return resealed.map((id) => ({ name: id, detail: 'sealed under the present master key', done: true }));
    }
    const done: Rotated[] = [];
    for (const poolId of pools.length > 0 ? pools : await everyPool(opened)) {
      done.push(await rotatePool(opened, poolId, now));
    }
    if (pools.length === 0) done.push(...(await rotateIdentityPools(opened, config, now)));
    return done;
  } finally {
    await opened.store.close();
  }
}
