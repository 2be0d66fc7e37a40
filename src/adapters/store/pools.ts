import { sql } from 'kysely';
import type { PoolRecord } from '#domain/pools/pool.ts';
import type { PoolStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { PoolRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';
import { pageOf } from './pages.ts';
import { usersIn } from './user-counts.ts';

const columns = ['id', 'region', 'name', 'created_at', 'modified_at', 'settings', 'schema', 'tags'] as const;

const byId = statement((db, id: string) => db.selectFrom('pools').select(columns).where('id', '=', id));
const insertPool = statement((db, row: PoolRow) => db.insertInto('pools').values(membersOf(row, columns)));
const replacePool = statement((db, row: PoolRow, expected: number) =>
  db
    .updateTable('pools')
    .set(membersOf(row, ['name', 'modified_at', 'settings', 'schema', 'tags']))
    .where('id', '=', membersOf(row, ['id']).id)
    .where('modified_at', '=', expected),
);
const deletePool = statement((db, id: string) => db.deleteFrom('pools').where('id', '=', id));
const deleteClients = statement((db, id: string) => db.deleteFrom('clients').where('pool_id', '=', id));
const deleteKeys = statement((db, id: string) => db.deleteFrom('signing_keys').where('pool_id', '=', id));
// They would go on by themselves.
const deleteJobs = statement((db, id: string) => db.deleteFrom('import_jobs').where('pool_id', '=', id));
const leaveToSweep = statement((db, id: string) => db.insertInto('deleted_pools').values({ pool_id: id }));
const inRegion = statement((db, region: string, after: string, limit: number) =>
  db
    .selectFrom('pools')
    .select(columns)
    .where('region', '=', region)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit),
);
const countPools = statement((db, region: string) =>
  db
    .selectFrom('pools')
    .select(sql<number>`count(*)`.as('total'))
    .where('region', '=', region),
);
const allRegions = statement((db) => db.selectFrom('pools').select('region').distinct().orderBy('region'));

export const poolStore = (connection: Connection): PoolStore => ({
  async find(poolId) {
    const row = await connection.first(byId, poolId);
    return row && fromRow(row);
  },
  async insert(pool) {
    await connection.atomic(async (inside) => {
      await inside.run(insertPool, toRow(pool));
      await configurationChanged(inside);
    });
  },
  replace: (pool, expectedModifiedAt) =>
    connection.atomic(async (inside) => {
      // Two changes within one millisecond must not look like one.
      const modifiedAt = Math.max(pool.modifiedAt, expectedModifiedAt + 1);
      if ((await inside.run(replacePool, toRow({ ...pool, modifiedAt }), expectedModifiedAt)) === 0) return false;
      await configurationChanged(inside);
      return true;
    }),
  delete: (poolId) =>
    connection.atomic(async (inside) => {
      if ((await inside.run(deletePool, poolId)) === 0) return false;
      await inside.run(deleteClients, poolId);
      await inside.run(deleteKeys, poolId);
      await inside.run(deleteJobs, poolId);
      await inside.run(leaveToSweep, poolId);
      await configurationChanged(inside);
      return true;
    }),
  async list(region, after, limit) {
    const rows = await connection.all(inRegion, region, after ?? '', limit + 1);
    return pageOf(rows, limit, fromRow, (row) => row.id);
  },
  count: async (region) => (await connection.first(countPools, region))?.total ?? 0,
  regions: async () => (await connection.all(allRegions)).map(({ region }) => region),
  countUsers: (poolId) => usersIn(connection, poolId),
});

const toRow = (pool: PoolRecord): PoolRow => ({
  id: pool.id,
  region: pool.region,
  name: pool.name,
  created_at: pool.createdAt,
  modified_at: pool.modifiedAt,
  settings: JSON.stringify(pool.settings),
  schema: JSON.stringify(pool.schema),
  tags: JSON.stringify(pool.tags),
});

const fromRow = (row: PoolRow): PoolRecord => ({
  id: row.id,
  region: row.region,
  name: row.name,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  settings: JSON.parse(row.settings),
  schema: JSON.parse(row.schema),
  tags: JSON.parse(row.tags),
});
