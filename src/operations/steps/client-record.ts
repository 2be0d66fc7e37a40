import { Failure } from '#domain/failures.ts';
import type { ClientRecord } from '#domain/pools/client.ts';
import type { PoolRecord } from '#domain/pools/pool.ts';
import type { Stores } from '#ports/stores.ts';
import type { Call, Uses } from '../operation.ts';
import { requirePoolRecord } from './pool-record.ts';

const attempts = 5;

/**
 * The client as it is stored now, for those who show or change it.
 * @throws Failure `clientNotFound`, also for another pool's client
 */
export async function requireClientRecord(
  { clients }: Pick<Stores, 'clients'>,
  poolId: string,
  clientId: string,
): Promise<ClientRecord> {
  const client = await clients.find(clientId);
  if (!client || client.poolId !== poolId) throw new Failure('clientNotFound', { clientId });
  return client;
}

/**
 * Changes a client in one write. `change` gets the client and its pool as they are stored and is asked again when
 * somebody was faster.
 * @throws Failure `poolNotFound`, `clientNotFound`; `concurrentModification` when somebody was faster every time
 */
export async function changeClient(
  { store, directory, clock }: Uses<'store' | 'directory' | 'clock'>,
  { UserPoolId, ClientId }: { UserPoolId: string; ClientId: string },
  call: Call,
  change: (client: ClientRecord, pool: PoolRecord) => ClientRecord,
): Promise<ClientRecord> {
  const changeOnce = (): Promise<ClientRecord | undefined> =>
    store.write(async (stores) => {
      const pool = await requirePoolRecord(stores, UserPoolId, call);
      const client = await requireClientRecord(stores, UserPoolId, ClientId);
      const modifiedAt = Math.max(clock.now(), client.modifiedAt + 1);
      const changed = { ...change(client, pool), modifiedAt };
      return (await stores.clients.replace(changed, client.modifiedAt)) ? changed : undefined;
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
