import { Failure } from '#domain/failures.ts';
import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { parseUserFilter, printUserFilter } from '#domain/users/user-filter.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeUser } from '../../steps/describe-user.ts';
import { requirePool } from '../../steps/require.ts';

const largestPage = 60;

/** Users of a pool, all of them or those that a filter selects. */
export async function listUsers(
  { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter }: Input<'ListUsers'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'ListUsers'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const filter = parseUserFilter(Filter);
  const attributes = attributesToGet(pool, AttributesToGet);
  const kind = `ListUsers/${pool.id}/${filter ? printUserFilter(filter) : ''}`;
  const after = decodePageToken(kind, PaginationToken, 2);
  const { items, next } = await uses.store.users.list(pool.id, filter, after, Limit || largestPage);
  return {
    Users: items.map((user) => describeUser(user, attributes)),
    ...(next && { PaginationToken: encodePageToken(kind, next) }),
  };
}

/** @throws Failure `invalidParameter` for an attribute that no user of the pool can have */
function attributesToGet(pool: Pool, names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!names?.length) return undefined;
  const unknown = names.filter((name) => !pool.attributes.has(name) && name !== 'sub' && name !== 'identities');
  if (unknown.length > 0) {
    const lines = unknown.map((name) => `user.${name}: Attribute does not exist in the schema.\n`);
    throw new Failure('invalidParameter', { reason: `Invalid user attributes: ${lines.join('')}` });
  }
  return new Set(names);
}
