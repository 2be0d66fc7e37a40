import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/describe-group.ts';
import { requireGroup } from '../../steps/require-group.ts';
import { requirePool } from '../../steps/require.ts';

/** A group of a pool. */
export async function getGroup(
  { UserPoolId, GroupName }: Input<'GetGroup'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'GetGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  return { Group: describeGroup(await requireGroup(uses.store, pool, GroupName)) };
}
