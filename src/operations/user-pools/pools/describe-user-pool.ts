import { describePool } from '#domain/pools/describe-pool.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Shows a pool with every setting, whether it was chosen or is a default. */
export async function describeUserPool(
  { UserPoolId }: Input<'DescribeUserPool'>,
  { store, settings }: Uses<'store' | 'settings'>,
  call: Call,
): Output<'DescribeUserPool'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  return { UserPool: describePool(pool, settings.accountId, await store.pools.countUsers(pool.id)) };
}
