import { Failure } from '#domain/failures.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeIdentityPool } from '../../steps/identity-pools/change-identity-pool.ts';
import { identityPoolIdOfArn } from '../../steps/identity-pools/pool-of-arn.ts';

/** Adds tags to an identity pool; a key that is there already gets the new value. */
export async function tagResource(
  { ResourceArn, Tags }: Input<'TagResource'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'settings'>,
  call: Call,
): Output<'TagResource'> {
  await changeIdentityPool(uses, identityPoolIdOfArn(uses, ResourceArn, call), call, (pool) => {
    const reason = tagProblem(Tags, pool.tags);
    if (reason) throw new Failure('invalidParameter', { reason });
    return { ...pool, tags: { ...pool.tags, ...Tags } };
  });
  return {};
}
