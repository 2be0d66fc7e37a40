import { sql } from 'kysely';
import { Failure } from '#domain/failures.ts';
import type { UserFilter } from '#domain/users/user-filter.ts';
import type { UserPageKey } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import { statement } from '../database/statement.ts';
import { searchedAttributes, userColumns, type StoredUser } from './user-rows.ts';

type SearchedColumn = 'username' | 'status' | (typeof searchedAttributes)[number];
const searchedColumns: readonly SearchedColumn[] = ['username', 'status', ...searchedAttributes];

/** A row and the value by which its list is ordered. */
export type ListedUser = StoredUser & { readonly ordered_by: string };

// One lower bound only: of two, SQLite seeks the first and reads on to the second.
const everyone = statement((db, poolId: string, from: string, to: string, limit: number) =>
  db
    .selectFrom('users')
    .select(userColumns)
    .select('sub as ordered_by')
    .where('pool_id', '=', poolId)
    .where('sub', '>=', from)
    .where('sub', '<', to)
    .orderBy('sub')
    .limit(limit),
);
// One index range each, and no plan but that range: written as a plain equality with an order by sub, PostgreSQL sometimes
// prefers to read the whole pool in the order of sub and to look at the column of each user.
const byEnabled = statement((db, poolId: string, enabled: 0 | 1, after: string, limit: number) =>
  db
    .selectFrom('users')
    .select(userColumns)
    .select('status as ordered_by')
    .where('pool_id', '=', poolId)
    .where(sql<boolean>`(enabled, sub) > (${enabled}, ${after})`)
    .where('enabled', '<=', enabled)
    .orderBy('enabled')
    .orderBy('sub')
    .limit(limit),
);
const equal = perColumn((column) =>
  statement((db, poolId: string, value: string, after: string, limit: number) =>
    db
      .selectFrom('users')
      .select(userColumns)
      .select(`${column} as ordered_by`)
      .$narrowType<{ ordered_by: string }>()
      .where('pool_id', '=', poolId)
      .where(sql<boolean>`(${sql.ref(column)}, sub) > (${value}, ${after})`)
      .where(column, '<=', value)
      .orderBy(column)
      .orderBy('sub')
      .limit(limit),
  ),
);
const between = perColumn((column) =>
  statement((db, poolId: string, from: string, after: string, to: string, limit: number) =>
    db
      .selectFrom('users')
      .select(userColumns)
      .select(`${column} as ordered_by`)
      .$narrowType<{ ordered_by: string }>()
      .where('pool_id', '=', poolId)
      .where(sql<boolean>`(${sql.ref(column)}, sub) > (${from}, ${after})`)
      .where(column, '<', to)
      .orderBy(column)
      .orderBy('sub')
      .limit(limit),
  ),
);

function perColumn<T>(make: (column: SearchedColumn) => T): Readonly<Record<SearchedColumn, T>> {
  return Object.fromEntries(searchedColumns.map((column) => [column, make(column)])) as Record<SearchedColumn, T>;
}

/** @throws Failure `invalidPaginationToken` when `after` is not from a page of this list */
export function listUsers(
  connection: Connection,
  poolId: string,
  filter: UserFilter | undefined,
  after: UserPageKey | undefined,
  limit: number,
): Promise<ListedUser[]> {
  const [lastValue, lastSub] = after ?? [undefined, ''];
  const bySub = (from: string, to: string) => {
    if (after && !lastSub.startsWith(from)) throw new Failure('invalidPaginationToken');
    return connection.all(everyone, poolId, lastSub ? justPast(lastSub) : from, to, limit);
  };
  if (!filter) return bySub('', pastEverything);
  const { attribute, match } = filter;
  const value = attribute === 'cognito:user_status' ? filter.value.toUpperCase() : filter.value;
  const prefix = match === 'startsWith';

  if (attribute === 'sub') return bySub(value, prefix ? pastPrefix(value) : justPast(value));
  if (attribute === 'status') {
    const names = ['Disabled', 'Enabled'].filter((name) => (prefix ? name.startsWith(value) : name === value));
    if (names.length === 2) return bySub('', pastEverything);
    if (names.length === 0) return Promise.resolve([]);
    return connection.all(byEnabled, poolId, names[0] === 'Enabled' ? 1 : 0, lastSub, limit);
  }
  const column = attribute === 'cognito:user_status' ? 'status' : attribute;
  if (!prefix) return connection.all(equal[column], poolId, value, lastSub, limit);
  if (lastValue !== undefined && !lastValue.startsWith(value)) throw new Failure('invalidPaginationToken');
  return connection.all(between[column], poolId, lastValue ?? value, lastSub, pastPrefix(value), limit);
}

/** The next text after this one: none has U+0000 in it. */
const justPast = (text: string): string => `${text}\u0001`;

const lastCodePoint = 0x10ffff;
const pastEverything = String.fromCodePoint(lastCodePoint);

/** The first text, byte by byte in UTF-8, that comes after every text with this prefix. */
export function pastPrefix(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) as number);
  for (let point = points.pop(); point !== undefined; point = points.pop()) {
    if (point === lastCodePoint) continue;
    // The code points between are surrogates, which no text has.
    return String.fromCodePoint(...points, point === 0xd7ff ? 0xe000 : point + 1);
  }
  return pastEverything;
}
