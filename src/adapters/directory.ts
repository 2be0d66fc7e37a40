import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { clientFrom, type Client } from '#domain/pools/client.ts';
import { poolFrom, type Pool } from '#domain/pools/pool.ts';
import type { Directory } from '#ports/directory.ts';
import type { Stores } from '#ports/stores.ts';
import { boundedCache } from './bounded-cache.ts';

/**
 * Pools, clients and identity pools held ready in memory. What is not found is not remembered, so a pool that another process has just
 * made is there at once.
 */
export function cachedDirectory(store: Stores): Directory {
  const pools = boundedCache<string, Pool>(10_000);
  const clients = boundedCache<string, Client>(50_000);
  const identityPools = boundedCache<string, IdentityPool>(10_000);
  let generation = 0;

  /** A copy read before the last `forget` is answered but not kept: it may be the old one. */
  async function lookUp<Ready>(
    cache: { get(id: string): Ready | undefined; set(id: string, ready: Ready): void },
    id: string,
    read: () => Promise<Ready | undefined>,
  ) {
    const known = cache.get(id);
    if (known !== undefined) return known;
    const begunIn = generation;
    const ready = await read();
    if (ready !== undefined && begunIn === generation) cache.set(id, ready);
    return ready;
  }

  return {
    pool: (id) =>
      lookUp(pools, id, async () => {
        const record = await store.pools.find(id);
        return record && poolFrom(record);
      }),
    client: (id) =>
      lookUp(clients, id, async () => {
        const record = await store.clients.find(id);
        return record && clientFrom(record);
      }),
    identityPool: (id) => lookUp(identityPools, id, () => store.identityPools.find(id)),
    forget() {
      generation++;
      pools.clear();
      clients.clear();
      identityPools.clear();
    },
  };
}
