import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Call, Uses } from '../operation.ts';

/** The pool of a signed call. @throws Failure `poolNotFound`, also for a pool of another region */
export async function requirePool({ directory }: Uses<'directory'>, poolId: string, call: Call): Promise<Pool> {
  const pool = await directory.pool(poolId);
  if (!pool || pool.region !== call.region) throw new Failure('poolNotFound', { poolId });
  return pool;
}

/** A client of this pool. @throws Failure `clientNotFound`, also for another pool's client */
export async function requireClient({ directory }: Uses<'directory'>, pool: Pool, clientId: string): Promise<Client> {
  const client = await directory.client(clientId);
  if (!client || client.poolId !== pool.id) throw new Failure('clientNotFound', { clientId });
  return client;
}

/** The client that a public call names, with its pool. @throws Failure `clientNotFound` */
export async function requireClientAndPool(
  { directory }: Uses<'directory'>,
  clientId: string,
): Promise<{ client: Client; pool: Pool }> {
  const client = await directory.client(clientId);
  const pool = client && (await directory.pool(client.poolId));
  if (!client || !pool) throw new Failure('clientNotFound', { clientId });
  return { client, pool };
}
