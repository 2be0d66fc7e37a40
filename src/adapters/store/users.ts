import { Failure } from '#domain/failures.ts';
import type { UserStatus } from '#domain/users/user.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { UserStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { UserRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { addAliases, aliasKey, releaseAlias, removeAliases, replaceAliases } from './aliases.ts';
import { removeCodesOf } from './codes.ts';
import { pageOf } from './pages.ts';
import { removeSessionsOf } from './sessions.ts';
import { changeUser } from './user-changes.ts';
import { countUser } from './user-counts.ts';
import { listUsers } from './user-lists.ts';
import { searchedAttributes, toRow, userColumns, userFrom, type StoredUser } from './user-rows.ts';

const bySub = statement((db, poolId: string, sub: string) =>
  db.selectFrom('users').select(userColumns).where('pool_id', '=', poolId).where('sub', '=', sub),
);
const byUsername = statement((db, poolId: string, usernameKey: string) =>
  db.selectFrom('users').select(userColumns).where('pool_id', '=', poolId).where('username_key', '=', usernameKey),
);
const byAlias = statement((db, poolId: string, value: string, kind: string) =>
  db
    .selectFrom('aliases')
    .innerJoin('users', (join) =>
      join.onRef('users.pool_id', '=', 'aliases.pool_id').onRef('users.sub', '=', 'aliases.sub'),
    )
    .select(userColumns.map((column) => `users.${column}` as const))
    .where('aliases.pool_id', '=', poolId)
    .where('aliases.value', '=', value)
    .where('aliases.kind', '=', kind),
);
const insertUser = statement((db, row: UserRow) =>
  db
    .insertInto('users')
    .values(membersOf(row, [...userColumns, ...searchedAttributes, 'username_key']))
    .onConflict((conflict) => conflict.doNothing()),
);
const lockUser = statement(
  (db, poolId: string, sub: string) =>
    db.selectFrom('users').select('sub').where('pool_id', '=', poolId).where('sub', '=', sub),
  { lock: 'for no key update' },
);
const deleteUser = statement((db, poolId: string, sub: string) =>
  db.deleteFrom('users').where('pool_id', '=', poolId).where('sub', '=', sub),
);
const standing = statement((db, poolId: string, sub: string) =>
  db
    .selectFrom('users')
    .select(['status', 'enabled', 'signed_out_at'])
    .where('pool_id', '=', poolId)
    .where('sub', '=', sub),
);

export function userStore(connection: Connection, secrets: Secrets): UserStore {
  const found = (row: StoredUser | undefined) => row && userFrom(row, secrets);
  return {
    async insert(user, usernameKey, aliases) {
      const row = toRow(user, usernameKey, secrets);
      await connection.atomic(async (inside) => {
        if ((await inside.run(insertUser, row)) === 0) throw new Failure('usernameTaken');
        await addAliases(inside, user.poolId, user.sub, aliases);
        await countUser(inside, user.poolId, user.sub, 1);
      });
    },
    findBySub: async (poolId, sub) => found(await connection.first(bySub, poolId, sub)),
    findByUsername: async (poolId, usernameKey) => found(await connection.first(byUsername, poolId, usernameKey)),
    findByAlias: async (poolId, { kind, value }) =>
      found(await connection.first(byAlias, poolId, aliasKey(value), kind)),
    change: (poolId, sub, change) => changeUser(connection, secrets, poolId, sub, change),
    setAliases: (poolId, sub, aliases) =>
      connection.atomic(async (inside) => {
        if (await inside.first(lockUser, poolId, sub)) await replaceAliases(inside, poolId, sub, aliases);
      }),
    releaseAlias: (poolId, alias) => releaseAlias(connection, poolId, alias),
    delete: (poolId, sub) =>
      connection.atomic(async (inside) => {
        // Group memberships go with the row.
        if ((await inside.run(deleteUser, poolId, sub)) === 0) return false;
        await removeAliases(inside, poolId, sub);
        await removeCodesOf(inside, poolId, sub);
        await removeSessionsOf(inside, poolId, sub);
        await countUser(inside, poolId, sub, -1);
        return true;
      }),
    async list(poolId, filter, after, limit) {
      const rows = await listUsers(connection, poolId, filter, after, limit + 1);
      return pageOf(
        rows,
        limit,
        (row) => userFrom(row, secrets),
        (row) => [row.ordered_by, row.sub] as const,
      );
    },
    async statusOf(poolId, sub) {
      const row = await connection.first(standing, poolId, sub);
      return (
        row && {
          status: row.status as UserStatus,
          enabled: row.enabled === 1,
          signedOutAt: row.signed_out_at ?? undefined,
        }
      );
    },
  };
}
