import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeIdentityPool as described } from '../../steps/identity-pools/describe-identity-pool.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Shows a pool. */
export async function describeIdentityPool(
  { IdentityPoolId }: Input<'DescribeIdentityPool'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'DescribeIdentityPool'> {
  return described(await requireIdentityPoolRecord(store, IdentityPoolId, call));
}
