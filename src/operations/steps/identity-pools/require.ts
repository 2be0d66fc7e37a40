import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { Stores } from '#ports/stores.ts';
import type { Call, Uses } from '../../operation.ts';

/** The pool, ready for use. @throws Failure `identityPoolNotFound`, also for a pool of another region */
export async function requireIdentityPool(
  { directory }: Uses<'directory'>,
  poolId: string,
  call: Call,
): Promise<IdentityPool> {
  const pool = await directory.identityPool(poolId);
  if (!pool || pool.region !== call.region) throw new Failure('identityPoolNotFound', { poolId });
  return pool;
}

/** An identity of a pool that is still there. @throws Failure `identityNotFound`, also for one of another region */
export async function requireIdentity(
  { store, directory }: Uses<'store' | 'directory'>,
  identityId: string,
  call: Call,
): Promise<{ identity: LinkedIdentity; pool: IdentityPool }> {
  const identity = await store.identities.find(identityId);
  const pool = identity && (await directory.identityPool(identity.poolId));
  if (!identity || !pool || pool.region !== call.region) throw new Failure('identityNotFound', { identityId });
  return { identity, pool };
}

/** The pool as it is stored now, for those who show or change it. @throws Failure `identityPoolNotFound` */
export async function requireIdentityPoolRecord(
  { identityPools }: Pick<Stores, 'identityPools'>,
  poolId: string,
  call: Call,
): Promise<IdentityPool> {
  const pool = await identityPools.find(poolId);
  if (!pool || pool.region !== call.region) throw new Failure('identityPoolNotFound', { poolId });
  return pool;
}
