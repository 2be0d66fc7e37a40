import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Deletes an app client, and with it the use of every token it was given. */
export async function deleteUserPoolClient(
  { UserPoolId, ClientId }: Input<'DeleteUserPoolClient'>,
  { store, directory }: Uses<'store' | 'directory'>,
  call: Call,
): Output<'DeleteUserPoolClient'> {
  await store.write(async (stores) => {
    const pool = await requirePoolRecord(stores, UserPoolId, call);
    if (!(await stores.clients.delete(pool.id, ClientId))) throw new Failure('clientNotFound', { clientId: ClientId });
  });
  directory.forget();
  return {};
}
