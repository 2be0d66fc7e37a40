import { clientId, enoughRandomBytes } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import { completeClientSettings } from '#domain/pools/client-defaults.ts';
import { checkClientSettings } from '#domain/pools/client-rules.ts';
import type { ClientRecord } from '#domain/pools/client.ts';
import { describeClient } from '#domain/pools/describe-client.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { newClientSecret } from '../../steps/new-client-secret.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** AWS's quota of clients in a pool. */
const clientLimit = 1_000;

/** Creates an app client, with a secret of the caller's or a generated one if it is to have one. */
export async function createUserPoolClient(
  { UserPoolId, ClientName, GenerateSecret = false, ClientSecret, ...given }: Input<'CreateUserPoolClient'>,
  { store, random, clock }: Uses<'store' | 'random' | 'clock'>,
  call: Call,
): Output<'CreateUserPoolClient'> {
  if (GenerateSecret && ClientSecret !== undefined) {
    throw new Failure('invalidParameter', { reason: 'GenerateSecret and ClientSecret can not be used together.' });
  }
  const now = clock.now();
  const id = clientId(random.bytes(enoughRandomBytes));
  const hasSecret = GenerateSecret || ClientSecret !== undefined;
  const client: ClientRecord = {
    id,
    poolId: UserPoolId,
    name: ClientName,
    createdAt: now,
    modifiedAt: now,
    settings: completeClientSettings(given),
    secrets: hasSecret ? [newClientSecret({ random, clock }, id, ClientSecret)] : [],
  };
  await store.write(async (stores) => {
    const pool = await requirePoolRecord(stores, UserPoolId, call);
    checkClientSettings(given, pool, { hasSecret, doing: 'creating' });
    if ((await stores.clients.count(pool.id)) >= clientLimit) {
      throw new Failure('limitExceeded', { reason: `A user pool can not have more than ${clientLimit} app clients.` });
    }
    await stores.clients.insert(client);
  });
  return { UserPoolClient: describeClient(client) };
}
