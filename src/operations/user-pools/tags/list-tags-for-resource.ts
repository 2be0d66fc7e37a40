import type { Call, Input, Output, Uses } from '../../operation.ts';
import { poolIdOfArn } from '../../steps/pool-of-arn.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Lists a pool's tags. */
export async function listTagsForResource(
  { ResourceArn }: Input<'ListTagsForResource'>,
  uses: Uses<'store' | 'settings'>,
  call: Call,
): Output<'ListTagsForResource'> {
  const pool = await requirePoolRecord(uses.store, poolIdOfArn(uses, ResourceArn, call), call);
  return { Tags: { ...pool.tags } };
}
