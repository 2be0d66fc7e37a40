import { describeClient } from '#domain/pools/describe-client.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireClientRecord } from '../../steps/client-record.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Shows an app client with its secret. */
export async function describeUserPoolClient(
  { UserPoolId, ClientId }: Input<'DescribeUserPoolClient'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'DescribeUserPoolClient'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  return { UserPoolClient: describeClient(await requireClientRecord(store, pool.id, ClientId)) };
}
