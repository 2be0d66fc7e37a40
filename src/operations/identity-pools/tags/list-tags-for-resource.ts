import type { Call, Input, Output, Uses } from '../../operation.ts';
import { identityPoolIdOfArn } from '../../steps/identity-pools/pool-of-arn.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Lists an identity pool's tags. */
export async function listTagsForResource(
  { ResourceArn }: Input<'ListTagsForResource'>,
  uses: Uses<'store' | 'settings'>,
  call: Call,
): Output<'ListTagsForResource'> {
  const pool = await requireIdentityPoolRecord(uses.store, identityPoolIdOfArn(uses, ResourceArn, call), call);
  return { Tags: { ...pool.tags } };
}
