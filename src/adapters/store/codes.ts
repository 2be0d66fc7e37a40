import type { ContactAttribute } from '#domain/pools/pool.ts';
import type { Code, CodePurpose } from '#domain/users/code.ts';
import type { CodeStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { CodeRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';

const columns = ['pool_id', 'sub', 'purpose', 'hash', 'attribute', 'value', 'created_at', 'expires_at'] as const;

const putCode = statement((db, row: CodeRow) =>
  db
    .insertInto('codes')
    .values(membersOf(row, columns))
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'sub', 'purpose'])
        .doUpdateSet(membersOf(row, ['hash', 'attribute', 'value', 'created_at', 'expires_at'])),
    ),
);
const findCode = statement((db, poolId: string, sub: string, purpose: string) =>
  db
    .selectFrom('codes')
    .select(columns)
    .where('pool_id', '=', poolId)
    .where('sub', '=', sub)
    .where('purpose', '=', purpose),
);
const takeCode = statement((db, poolId: string, sub: string, purpose: string, hash: string) =>
  db
    .deleteFrom('codes')
    .where('pool_id', '=', poolId)
    .where('sub', '=', sub)
    .where('purpose', '=', purpose)
    .where('hash', '=', hash),
);
const deleteCode = statement((db, poolId: string, sub: string, purpose: string) =>
  db.deleteFrom('codes').where('pool_id', '=', poolId).where('sub', '=', sub).where('purpose', '=', purpose),
);
const deleteOfUser = statement((db, poolId: string, sub: string) =>
  db.deleteFrom('codes').where('pool_id', '=', poolId).where('sub', '=', sub),
);

export const codeStore = (connection: Connection): CodeStore => ({
  async put(code) {
    await connection.run(putCode, toRow(code));
  },
  async find(poolId, sub, purpose) {
    const row = await connection.first(findCode, poolId, sub, purpose);
    return row && fromRow(row);
  },
  take: async (poolId, sub, purpose, hash) => (await connection.run(takeCode, poolId, sub, purpose, hash)) === 1,
  async delete(poolId, sub, purpose) {
    await connection.run(deleteCode, poolId, sub, purpose);
  },
});

export const removeCodesOf = (inside: Connection, poolId: string, sub: string): Promise<number> =>
  inside.run(deleteOfUser, poolId, sub);

const toRow = (code: Code): CodeRow => ({
  pool_id: code.poolId,
  sub: code.sub,
  purpose: code.purpose,
  hash: code.hash,
  attribute: code.attribute,
  value: code.value,
  created_at: code.createdAt,
  expires_at: code.expiresAt,
});

const fromRow = (row: CodeRow): Code => ({
  poolId: row.pool_id,
  sub: row.sub,
  purpose: row.purpose as CodePurpose,
  hash: row.hash,
  attribute: row.attribute as ContactAttribute,
  value: row.value,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
