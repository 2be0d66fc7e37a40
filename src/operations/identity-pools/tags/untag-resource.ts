import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeIdentityPool } from '../../steps/identity-pools/change-identity-pool.ts';
import { identityPoolIdOfArn } from '../../steps/identity-pools/pool-of-arn.ts';

/** Takes tags off an identity pool; a key that isn't there makes no difference. */
export async function untagResource(
  { ResourceArn, TagKeys }: Input<'UntagResource'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'settings'>,
  call: Call,
): Output<'UntagResource'> {
  const gone = new Set(TagKeys);
  await changeIdentityPool(uses, identityPoolIdOfArn(uses, ResourceArn, call), call, (pool) => ({
    ...pool,
    tags: Object.fromEntries(Object.entries(pool.tags).filter(([key]) => !gone.has(key))),
  }));
  return {};
}
