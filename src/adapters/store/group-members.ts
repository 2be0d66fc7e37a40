import { sql } from 'kysely';
import { Failure } from '#domain/failures.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { GroupStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import { MissingReference } from '../database/errors.ts';
import type { GroupMemberRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { groupColumns, groupFrom } from './group-rows.ts';
import { pageOf } from './pages.ts';
import { userColumns, userFrom } from './user-rows.ts';

const insertMember = statement((db, row: GroupMemberRow) =>
  db
    .insertInto('group_members')
    .values(membersOf(row, ['pool_id', 'group_name', 'sub', 'added_at']))
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteMember = statement((db, poolId: string, name: string, sub: string) =>
  db.deleteFrom('group_members').where('pool_id', '=', poolId).where('group_name', '=', name).where('sub', '=', sub),
);
const groupsOf = statement((db, poolId: string, sub: string, after: string, limit: number) =>
  db
    .selectFrom('group_members')
    .innerJoin('groups', (join) =>
      join.onRef('groups.pool_id', '=', 'group_members.pool_id').onRef('groups.name', '=', 'group_members.group_name'),
    )
    .select(groupColumns.map((column) => `groups.${column}` as const))
    .where('group_members.pool_id', '=', poolId)
    .where('group_members.sub', '=', sub)
    .where('group_members.group_name', '>', after)
    .orderBy('group_members.group_name')
    .limit(limit),
);
const membersOfGroup = statement((db, poolId: string, name: string, after: string, limit: number) =>
  db
    .selectFrom('group_members')
    .innerJoin('users', (join) =>
      join.onRef('users.pool_id', '=', 'group_members.pool_id').onRef('users.sub', '=', 'group_members.sub'),
    )
    .select(userColumns.map((column) => `users.${column}` as const))
    .where('group_members.pool_id', '=', poolId)
    .where('group_members.group_name', '=', name)
    .where('group_members.sub', '>', after)
    .orderBy('group_members.sub')
    .limit(limit),
);
const countOfUser = statement((db, poolId: string, sub: string) =>
  db
    .selectFrom('group_members')
    .select(sql<number>`count(*)`.as('groups'))
    .where('pool_id', '=', poolId)
    .where('sub', '=', sub),
);

/** More than the hundred groups that a user can be in. */
const everyGroup = 1_000;

type Memberships = Pick<GroupStore, 'addMember' | 'removeMember' | 'listOf' | 'allOf' | 'members' | 'countOf'>;

export const groupMembers = (connection: Connection, secrets: Secrets): Memberships => ({
  async addMember(poolId, name, sub, now) {
    try {
      await connection.run(insertMember, { pool_id: poolId, group_name: name, sub, added_at: now });
    } catch (error) {
      // The caller has seen both, so one of them was deleted at the same moment.
      throw error instanceof MissingReference ? new Failure('groupNotFound') : error;
    }
  },
  async removeMember(poolId, name, sub) {
    await connection.run(deleteMember, poolId, name, sub);
  },
  async listOf(poolId, sub, after, limit) {
    const rows = await connection.all(groupsOf, poolId, sub, after ?? '', limit + 1);
    return pageOf(rows, limit, groupFrom, (row) => row.name);
  },
  allOf: async (poolId, sub) => (await connection.all(groupsOf, poolId, sub, '', everyGroup)).map(groupFrom),
  async members(poolId, name, after, limit) {
    const rows = await connection.all(membersOfGroup, poolId, name, after ?? '', limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => userFrom(row, secrets),
      (row) => row.sub,
    );
  },
  countOf: async (poolId, sub) => (await connection.first(countOfUser, poolId, sub))?.groups ?? 0,
});
