import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { refuseDuringImport, requirePoolRecord } from '../../steps/pool-record.ts';

/** Deletes a pool and everything in it, unless it is protected. */
export async function deleteUserPool(
  { UserPoolId }: Input<'DeleteUserPool'>,
  { store, directory }: Uses<'store' | 'directory'>,
  call: Call,
): Output<'DeleteUserPool'> {
  await store.write(async (stores) => {
    const pool = await requirePoolRecord(stores, UserPoolId, call);
    if (pool.settings.DeletionProtection === 'ACTIVE') throw new Failure('poolProtected');
    await refuseDuringImport(stores, pool.id);
    await stores.pools.delete(pool.id);
  });
  directory.forget();
  return {};
}
