import type { IdentityStore } from '#ports/identity-pools.ts';
import type { Connection } from '../database/connection.ts';
import type { DeveloperIdRow } from '../database/identity-schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { indexKey } from './index-key.ts';
import { pageOf } from './pages.ts';

const owner = statement((db, poolId: string, userKey: string) =>
  db.selectFrom('developer_ids').select('identity_id').where('pool_id', '=', poolId).where('user_key', '=', userKey),
);
const insertId = statement((db, row: DeveloperIdRow) =>
  db
    .insertInto('developer_ids')
    .values(membersOf(row, ['pool_id', 'user_key', 'user_id', 'identity_id', 'linked_at']))
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteId = statement((db, poolId: string, identityId: string, userKey: string) =>
  db
    .deleteFrom('developer_ids')
    .where('pool_id', '=', poolId)
    .where('user_key', '=', userKey)
    .where('identity_id', '=', identityId),
);
const ofIdentity = statement((db, poolId: string, identityId: string, after: string, limit: number) =>
  db
    .selectFrom('developer_ids')
    .select(['user_key', 'user_id'])
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', identityId)
    .where('user_key', '>', after)
    .orderBy('user_key')
    .limit(limit),
);

type Part = Pick<IdentityStore, 'developerOwnerOf' | 'linkDeveloper' | 'unlinkDeveloper' | 'developerIds'>;

export const developerIdStore = (connection: Connection): Part => ({
  developerOwnerOf: async (poolId, userId) => (await connection.first(owner, poolId, indexKey(userId)))?.identity_id,
  linkDeveloper: async (poolId, identityId, userId, now) => {
    const row = {
      pool_id: poolId,
      user_key: indexKey(userId),
      user_id: userId,
      identity_id: identityId,
      linked_at: now,
    };
    return (await connection.run(insertId, row)) === 1;
  },
  unlinkDeveloper: async (poolId, identityId, userId) =>
    (await connection.run(deleteId, poolId, identityId, indexKey(userId))) === 1,
  async developerIds(poolId, identityId, after, limit) {
    const rows = await connection.all(ofIdentity, poolId, identityId, after ?? '', limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => row.user_id,
      (row) => row.user_key,
    );
  },
});
