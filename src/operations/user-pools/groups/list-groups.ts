import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/describe-group.ts';
import { requirePool } from '../../steps/require.ts';

/** The groups of a pool, by name. */
export async function listGroups(
  { UserPoolId, Limit, NextToken }: Input<'ListGroups'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'ListGroups'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const kind = `ListGroups/${pool.id}`;
  const { items, next } = await uses.store.groups.list(pool.id, decodePageToken(kind, NextToken), Limit || 60);
  return { Groups: items.map(describeGroup), ...(next !== undefined && { NextToken: encodePageToken(kind, next) }) };
}
