import type { User } from '#domain/users/user.ts';
import type { Secrets } from '#ports/secrets.ts';
import { boundedCache } from '../bounded-cache.ts';
import type { Connection } from '../database/connection.ts';
import { membersOf, statement, type Statement } from '../database/statement.ts';
import {
  changingColumnsOf,
  searchedColumns,
  userColumns,
  userFrom,
  type ChangingColumn,
  type ChangingColumns,
  type StoredUser,
} from './user-rows.ts';

const lockedBySub = statement(
  (db, poolId: string, sub: string) =>
    db.selectFrom('users').select(userColumns).where('pool_id', '=', poolId).where('sub', '=', sub),
  { lock: 'for no key update' },
);

type Update = Statement<readonly [row: ChangingColumns, poolId: string, sub: string], unknown>;

// Few combinations of columns ever change together, and an index is only rewritten for a column that is named.
const updates = boundedCache<string, Update>(200);

function updateOf(columns: readonly ChangingColumn[]): Update {
  const key = columns.join();
  const known = updates.get(key);
  if (known) return known;
  const update: Update = statement((db, row: ChangingColumns, poolId: string, sub: string) =>
    db.updateTable('users').set(membersOf(row, columns)).where('pool_id', '=', poolId).where('sub', '=', sub),
  );
  updates.set(key, update);
  return update;
}

/** Reads the user under a lock, and writes the columns in which `change` made it another. */
export const changeUser = (
  connection: Connection,
  secrets: Secrets,
  poolId: string,
  sub: string,
  change: (user: User) => User,
): Promise<User | undefined> =>
  connection.atomic(async (inside) => {
    const row = await inside.first(lockedBySub, poolId, sub);
    if (!row) return undefined;
    const before = userFrom(row, secrets);
    const after = change(before);
    if (after === before) return before;
    const columns = changingColumnsOf(after, secrets, { user: before, row });
    const changed = changedColumns(row, before, columns);
    if (changed.length > 0) await inside.run(updateOf(changed), columns, poolId, sub);
    return after;
  });

function changedColumns(row: StoredUser, before: User, after: ChangingColumns): ChangingColumn[] {
  const was: ChangingColumns = { ...row, ...searchedColumns(before.attributes) };
  return (Object.keys(after) as ChangingColumn[]).filter((column) => was[column] !== after[column]);
}
