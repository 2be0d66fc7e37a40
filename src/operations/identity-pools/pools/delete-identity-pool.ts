import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Deletes a pool with its identities. Credentials that were given out stay good until they expire. */
export async function deleteIdentityPool(
  { IdentityPoolId }: Input<'DeleteIdentityPool'>,
  { store, directory }: Uses<'store' | 'directory'>,
  call: Call,
): Output<'DeleteIdentityPool'> {
  await requireIdentityPoolRecord(store, IdentityPoolId, call);
  if (!(await store.identityPools.delete(IdentityPoolId))) {
    throw new Failure('identityPoolNotFound', { poolId: IdentityPoolId });
  }
  directory.forget();
  return {};
}
