import type { IamGroupStore } from '#ports/iam.ts';
import type { Connection } from '../../database/connection.ts';
import { statement } from '../../database/statement.ts';
import { pageOf } from '../pages.ts';
import { entityStore } from './entities.ts';
import { entityColumns, groupCodec, nameKey, userCodec } from './entity-rows.ts';

const selected = entityColumns.map((column) => `iam_entities.${column}` as const);

const insertMember = statement((db, groupId: string, userId: string) =>
  db
    .insertInto('iam_group_members')
    .values({ group_id: groupId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteMember = statement((db, groupId: string, userId: string) =>
  db.deleteFrom('iam_group_members').where('group_id', '=', groupId).where('user_id', '=', userId),
);
const membersOfGroup = statement((db, groupId: string, after: string, limit: number) =>
  db
    .selectFrom('iam_group_members')
    .innerJoin('iam_entities', 'iam_entities.id', 'iam_group_members.user_id')
    .select(selected)
    .where('iam_group_members.group_id', '=', groupId)
    .where('iam_entities.name_key', '>', after)
    .orderBy('iam_entities.name_key')
    .limit(limit),
);
const groupsOfUser = statement((db, userId: string, after: string, limit: number) =>
  db
    .selectFrom('iam_group_members')
    .innerJoin('iam_entities', 'iam_entities.id', 'iam_group_members.group_id')
    .select(selected)
    .where('iam_group_members.user_id', '=', userId)
    .where('iam_entities.name_key', '>', after)
    .orderBy('iam_entities.name_key')
    .limit(limit),
);

export const groupStore = (connection: Connection): IamGroupStore => ({
  ...entityStore(connection, groupCodec),
  addMember: async (groupId, userId) => (await connection.run(insertMember, groupId, userId)) === 1,
  removeMember: async (groupId, userId) => (await connection.run(deleteMember, groupId, userId)) === 1,
  async members(groupId, { after = '', limit }) {
    const rows = await connection.all(membersOfGroup, groupId, nameKey(after), limit + 1);
    return pageOf(rows, limit, userCodec.fromRow, (row) => row.name_key);
  },
  async listOf(userId, { after = '', limit }) {
    const rows = await connection.all(groupsOfUser, userId, nameKey(after), limit + 1);
    return pageOf(rows, limit, groupCodec.fromRow, (row) => row.name_key);
  },
});
