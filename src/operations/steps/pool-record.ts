import { Failure } from '#domain/failures.ts';
import type { PoolRecord } from '#domain/pools/pool.ts';
import type { Stores } from '#ports/stores.ts';
import type { Call, Uses } from '../operation.ts';

const attempts = 5;

/**
 * The pool as it is stored now, for those who show or change it: what the directory keeps may be a second old.
 * @throws Failure `poolNotFound`, also for a pool of another region
 */
export async function requirePoolRecord(
  { pools }: Pick<Stores, 'pools'>,
  poolId: string,
  call: Call,
): Promise<PoolRecord> {
  const pool = await pools.find(poolId);
  if (!pool || pool.region !== call.region) throw new Failure('poolNotFound', { poolId });
  return pool;
}

/**
 * Changes a pool in one write. `change` gets the pool as it is stored and is asked again when somebody was faster.
 * @throws Failure `poolNotFound`; `concurrentModification` when somebody was faster every time
 */
export async function changePool(
  { store, directory, clock }: Uses<'store' | 'directory' | 'clock'>,
  poolId: string,
  call: Call,
  change: (pool: PoolRecord, stores: Stores) => PoolRecord | Promise<PoolRecord>,
): Promise<PoolRecord> {
  const changeOnce = (): Promise<PoolRecord | undefined> =>
    store.write(async (stores) => {
      const pool = await requirePoolRecord(stores, poolId, call);
      // Later than before even within a millisecond, since the time of the last change is what tells versions apart.
      const modifiedAt = Math.max(clock.now(), pool.modifiedAt + 1);
      const changed = { ...(await change(pool, stores)), modifiedAt };
      return (await stores.pools.replace(changed, pool.modifiedAt)) ? changed : undefined;
    });
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Each attempt starts from what the last one lost to.
    const changed = await changeOnce();
    if (changed) {
      directory.forget();
      return changed;
    }
  }
  throw new Failure('concurrentModification');
}

/** @throws Failure `userImportInProgress` while an import relies on the pool as it is */
export async function refuseDuringImport({ importJobs }: Pick<Stores, 'importJobs'>, poolId: string): Promise<void> {
  if (await importJobs.isRunning(poolId)) throw new Failure('userImportInProgress');
}
