import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeGroup } from '../../steps/describe-group.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** The groups of a user, by name. */
export async function adminListGroupsForUser(
  { UserPoolId, Username, Limit, NextToken }: Input<'AdminListGroupsForUser'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminListGroupsForUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  const kind = `AdminListGroupsForUser/${pool.id}/${sub}`;
  const after = decodePageToken(kind, NextToken);
  const { items, next } = await uses.store.groups.listOf(pool.id, sub, after, Limit || 60);
  return { Groups: items.map(describeGroup), ...(next !== undefined && { NextToken: encodePageToken(kind, next) }) };
}
