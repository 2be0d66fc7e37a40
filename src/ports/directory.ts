import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';

/** Pools, clients and identity pools ready for use, kept in memory and at most a second behind the database. */
export interface Directory {
  pool(poolId: string): Promise<Pool | undefined>;
  client(clientId: string): Promise<Client | undefined>;
  identityPool(poolId: string): Promise<IdentityPool | undefined>;
  /** Drops what is kept, after this process changed a pool, client or key. */
  forget(): void;
}
