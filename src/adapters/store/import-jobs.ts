import { sql } from 'kysely';
import { Failure } from '#domain/failures.ts';
import type { ImportJobStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { ImportJobRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { importJobColumns, importJobFrom, importJobRow } from './import-job-rows.ts';
import { pageOf } from './pages.ts';

const changing = importJobColumns.filter((column) => column !== 'pool_id' && column !== 'id');
// As text, so that it is seen to be the condition of the index.
const unfinished = sql<boolean>`status in ('Pending', 'InProgress', 'Stopping')`;

const insertJob = statement((db, row: ImportJobRow) =>
  db.insertInto('import_jobs').values(membersOf(row, importJobColumns)),
);
const byId = statement((db, poolId: string, id: string) =>
  db.selectFrom('import_jobs').select(importJobColumns).where('pool_id', '=', poolId).where('id', '=', id),
);
const lockedById = statement(
  (db, poolId: string, id: string) =>
    db.selectFrom('import_jobs').select(importJobColumns).where('pool_id', '=', poolId).where('id', '=', id),
  { lock: 'for no key update' },
);
const updateJob = statement((db, row: ImportJobRow) =>
  db
    .updateTable('import_jobs')
    .set(membersOf(row, changing))
    .where('pool_id', '=', membersOf(row, ['pool_id']).pool_id)
    .where('id', '=', membersOf(row, ['id']).id),
);
const inPool = statement((db, poolId: string, createdAt: number, id: string, limit: number) =>
  db
    .selectFrom('import_jobs')
    .select(importJobColumns)
    .where('pool_id', '=', poolId)
    .where(sql<boolean>`(created_at, id) < (${createdAt}, ${id})`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit),
);
const anyUnfinished = statement((db, poolId: string) =>
  db.selectFrom('import_jobs').select('id').where('pool_id', '=', poolId).where(unfinished).limit(1),
);
const allUnfinished = statement((db) =>
  db.selectFrom('import_jobs').select(importJobColumns).where(unfinished).orderBy('pool_id').orderBy('id'),
);
const putFile = statement((db, poolId: string, id: string, content: Uint8Array) =>
  db
    .insertInto('import_files')
    .values({ pool_id: poolId, id, content })
    .onConflict((conflict) => conflict.columns(['pool_id', 'id']).doUpdateSet({ content })),
);
const fileOf = statement((db, poolId: string, id: string) =>
  db.selectFrom('import_files').select('content').where('pool_id', '=', poolId).where('id', '=', id),
);
const fileExists = statement((db, poolId: string, id: string) =>
  db.selectFrom('import_files').select('id').where('pool_id', '=', poolId).where('id', '=', id),
);
const removeFile = statement((db, poolId: string, id: string) =>
  db.deleteFrom('import_files').where('pool_id', '=', poolId).where('id', '=', id),
);

export const importJobStore = (connection: Connection): ImportJobStore => ({
  async insert(job) {
    await connection.run(insertJob, importJobRow(job));
  },
  async find(poolId, id) {
    const row = await connection.first(byId, poolId, id);
    return row && importJobFrom(row);
  },
  change: (poolId, id, change) =>
    connection.atomic(async (inside) => {
      const row = await inside.first(lockedById, poolId, id);
      if (!row) return undefined;
      const before = importJobFrom(row);
      const after = change(before);
      if (after !== before) await inside.run(updateJob, importJobRow(after));
      return after;
    }),
  async list(poolId, after, limit) {
    const rows = await connection.all(inPool, poolId, ...startOf(after), limit + 1);
    return pageOf(rows, limit, importJobFrom, (row) => `${row.created_at}/${row.id}`);
  },
  isRunning: async (poolId) => (await connection.first(anyUnfinished, poolId)) !== undefined,
  listUnfinished: async () => (await connection.all(allUnfinished)).map(importJobFrom),
  async putFile(poolId, id, content) {
    await connection.run(putFile, poolId, id, content);
  },
  async file(poolId, id) {
    const row = await connection.first(fileOf, poolId, id);
    return row && new Uint8Array(row.content);
  },
  hasFile: async (poolId, id) => (await connection.first(fileExists, poolId, id)) !== undefined,
  async deleteFile(poolId, id) {
    await connection.run(removeFile, poolId, id);
  },
});

/**
 * The key of a page is when its last job was made, and its id.
 * @throws Failure `invalidPaginationToken` for any other key
 */
function startOf(after: string | undefined): [createdAt: number, id: string] {
  if (after === undefined) return [Number.MAX_SAFE_INTEGER, ''];
  const [, createdAt, id] = /^(\d{1,15})\/(.+)$/.exec(after) ?? [];
  if (createdAt === undefined || id === undefined) throw new Failure('invalidPaginationToken');
  return [Number(createdAt), id];
}
