import { enoughRandomBytes, userPoolId } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import { describePool } from '#domain/pools/describe-pool.ts';
import { completePoolSettings } from '#domain/pools/pool-defaults.ts';
import { checkPoolSettings } from '#domain/pools/pool-rules.ts';
import type { PoolRecord } from '#domain/pools/pool.ts';
import { checkSchemaWith, schemaOf } from '#domain/pools/schema.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';

/** AWS's quota of pools in a region. */
const poolLimit = 1_000;

/** Creates a pool with its schema and its signing keys. */
export async function createUserPool(
  { PoolName, UserPoolTags = {}, Schema, ...given }: Input<'CreateUserPool'>,
  {
    store,
    signingKeys,
    random,
    clock,
    settings: server,
  }: Uses<'store' | 'signingKeys' | 'random' | 'clock' | 'settings'>,
  { region }: Call,
): Output<'CreateUserPool'> {
  checkPoolSettings(given);
  const settings = completePoolSettings(given);
  const schema = schemaOf(Schema);
  checkSchemaWith(settings, schema);
  const reason = tagProblem(UserPoolTags);
  if (reason) throw new Failure('userPoolTagging', { reason });

  const now = clock.now();
  const id = userPoolId(region, random.bytes(enoughRandomBytes));
  const pool: PoolRecord = {
    id,
    region,
    name: PoolName,
    createdAt: now,
    modifiedAt: now,
    settings,
    schema,
    tags: UserPoolTags,
  };
  const keys = await signingKeys.generate(id);
  await store.write(async (stores) => {
    if ((await stores.pools.count(region)) >= poolLimit) {
      throw new Failure('limitExceeded', { reason: `A region can not have more than ${poolLimit} user pools.` });
    }
    await stores.pools.insert(pool);
    for (const key of keys) await stores.signingKeys.insert(key);
  });
  return { UserPool: describePool(pool, server.accountId, 0) };
}
