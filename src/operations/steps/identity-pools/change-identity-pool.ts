import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Call, Uses } from '../../operation.ts';
import { requireIdentityPoolRecord } from './require.ts';

const attempts = 5;

/**
 * Changes a pool in one write. `change` gets the pool as it is stored and is asked again when somebody was faster.
 * @throws Failure `identityPoolNotFound`; `concurrentModification` when somebody was faster every time
 */
export async function changeIdentityPool(
  { store, directory, clock }: Uses<'store' | 'directory' | 'clock'>,
  poolId: string,
  call: Call,
  change: (pool: IdentityPool) => IdentityPool,
): Promise<IdentityPool> {
  const changeOnce = (): Promise<IdentityPool | undefined> =>
    store.write(async (stores) => {
      const pool = await requireIdentityPoolRecord(stores, poolId, call);
      // Later than before even within a millisecond, since the time of the last change is what tells versions apart.
      const changed = { ...change(pool), modifiedAt: Math.max(clock.now(), pool.modifiedAt + 1) };
      return (await stores.identityPools.replace(changed, pool.modifiedAt)) ? changed : undefined;
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
