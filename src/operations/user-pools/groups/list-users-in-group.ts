import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeUser } from '../../steps/describe-user.ts';
import { requireGroup } from '../../steps/require-group.ts';
import { requirePool } from '../../steps/require.ts';

/** The members of a group. */
export async function listUsersInGroup(
  { UserPoolId, GroupName, Limit, NextToken }: Input<'ListUsersInGroup'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'ListUsersInGroup'> {
  const pool = await requirePool(uses, UserPoolId, call);
  await requireGroup(uses.store, pool, GroupName);
  const kind = `ListUsersInGroup/${pool.id}/${GroupName}`;
  const after = decodePageToken(kind, NextToken);
  const { items, next } = await uses.store.groups.members(pool.id, GroupName, after, Limit || 60);
  return {
    Users: items.map((user) => describeUser(user)),
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
