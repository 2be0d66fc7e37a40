import type { Call, Input, Output, Uses } from '../../operation.ts';
import { poolIdOfArn } from '../../steps/pool-of-arn.ts';
import { changePool } from '../../steps/pool-record.ts';

/** Takes tags off a pool; a key that isn't there makes no difference. */
export async function untagResource(
  { ResourceArn, TagKeys }: Input<'UntagResource'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'settings'>,
  call: Call,
): Output<'UntagResource'> {
  const gone = new Set(TagKeys);
  await changePool(uses, poolIdOfArn(uses, ResourceArn, call), call, (pool) => ({
    ...pool,
    tags: Object.fromEntries(Object.entries(pool.tags).filter(([key]) => !gone.has(key))),
  }));
  return {};
}
