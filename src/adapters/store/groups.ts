import { sql } from 'kysely';
import { Failure } from '#domain/failures.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { GroupStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { GroupRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { groupMembers } from './group-members.ts';
import { groupColumns, groupFrom, toRow } from './group-rows.ts';
import { pageOf } from './pages.ts';

const byName = statement((db, poolId: string, name: string) =>
  db.selectFrom('groups').select(groupColumns).where('pool_id', '=', poolId).where('name', '=', name),
);
const insertGroup = statement((db, row: GroupRow) =>
  db
    .insertInto('groups')
    .values(membersOf(row, groupColumns))
    .onConflict((conflict) => conflict.doNothing()),
);
const replaceGroup = statement((db, row: GroupRow) =>
  db
    .updateTable('groups')
    .set(membersOf(row, ['description', 'role_arn', 'precedence', 'modified_at']))
    .where('pool_id', '=', membersOf(row, ['pool_id']).pool_id)
    .where('name', '=', membersOf(row, ['name']).name),
);
const deleteGroup = statement((db, poolId: string, name: string) =>
  db.deleteFrom('groups').where('pool_id', '=', poolId).where('name', '=', name),
);
const inPool = statement((db, poolId: string, after: string, limit: number) =>
  db
    .selectFrom('groups')
    .select(groupColumns)
    .where('pool_id', '=', poolId)
    .where('name', '>', after)
    .orderBy('name')
    .limit(limit),
);
const countGroups = statement((db, poolId: string) =>
  db
    .selectFrom('groups')
    .select(sql<number>`count(*)`.as('total'))
    .where('pool_id', '=', poolId),
);

export const groupStore = (connection: Connection, secrets: Secrets): GroupStore => ({
  async find(poolId, name) {
    const row = await connection.first(byName, poolId, name);
    return row && groupFrom(row);
  },
  async insert(group) {
    if ((await connection.run(insertGroup, toRow(group))) === 0) throw new Failure('groupExists');
  },
  replace: async (group) => (await connection.run(replaceGroup, toRow(group))) === 1,
  // Its memberships go with it.
  delete: async (poolId, name) => (await connection.run(deleteGroup, poolId, name)) === 1,
  async list(poolId, after, limit) {
    const rows = await connection.all(inPool, poolId, after ?? '', limit + 1);
    return pageOf(rows, limit, groupFrom, (row) => row.name);
  },
  count: async (poolId) => (await connection.first(countGroups, poolId))?.total ?? 0,
  ...groupMembers(connection, secrets),
});
