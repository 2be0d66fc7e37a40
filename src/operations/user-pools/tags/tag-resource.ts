import { Failure } from '#domain/failures.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { poolIdOfArn } from '../../steps/pool-of-arn.ts';
import { changePool } from '../../steps/pool-record.ts';

/** Adds tags to a pool; a key that is there already gets the new value. */
export async function tagResource(
  { ResourceArn, Tags }: Input<'TagResource'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'settings'>,
  call: Call,
): Output<'TagResource'> {
  await changePool(uses, poolIdOfArn(uses, ResourceArn, call), call, (pool) => {
    const reason = tagProblem(Tags, pool.tags);
    if (reason) throw new Failure('invalidParameter', { reason });
    return { ...pool, tags: { ...pool.tags, ...Tags } };
  });
  return {};
}
