import { sql } from 'kysely';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { IdentityPoolStore } from '#ports/identity-pools.ts';
import type { Connection } from '../database/connection.ts';
import type { IdentityPoolRow } from '../database/identity-schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';
import { pageOf } from './pages.ts';

const changing = ['name', 'modified_at', 'settings', 'roles', 'principal_tags', 'tags'] as const;
const columns = ['id', 'region', 'created_at', ...changing] as const;

const byId = statement((db, id: string) => db.selectFrom('identity_pools').select(columns).where('id', '=', id));
const insertPool = statement((db, row: IdentityPoolRow) =>
  db.insertInto('identity_pools').values(membersOf(row, columns)),
);
const replacePool = statement((db, row: IdentityPoolRow, expected: number) =>
  db
    .updateTable('identity_pools')
    .set(membersOf(row, changing))
    .where('id', '=', membersOf(row, ['id']).id)
    .where('modified_at', '=', expected),
);
const deletePool = statement((db, id: string) => db.deleteFrom('identity_pools').where('id', '=', id));
const leaveToSweep = statement((db, id: string) => db.insertInto('deleted_pools').values({ pool_id: id }));
const inRegion = statement((db, region: string, after: string, limit: number) =>
  db
    .selectFrom('identity_pools')
    .select(columns)
    .where('region', '=', region)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit),
);
const countPools = statement((db, region: string) =>
  db
    .selectFrom('identity_pools')
    .select(sql<number>`count(*)`.as('total'))
    .where('region', '=', region),
);

export const identityPoolStore = (connection: Connection): IdentityPoolStore => ({
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
      await inside.run(leaveToSweep, poolId);
      await configurationChanged(inside);
      return true;
    }),
  async list(region, after, limit) {
    const rows = await connection.all(inRegion, region, after ?? '', limit + 1);
    return pageOf(rows, limit, fromRow, (row) => row.id);
  },
  count: async (region) => (await connection.first(countPools, region))?.total ?? 0,
});

const toRow = (pool: IdentityPool): IdentityPoolRow => ({
  id: pool.id,
  region: pool.region,
  name: pool.name,
  created_at: pool.createdAt,
  modified_at: pool.modifiedAt,
  settings: JSON.stringify(pool.settings),
  roles: JSON.stringify(pool.roles),
  principal_tags: JSON.stringify(pool.principalTags),
  tags: JSON.stringify(pool.tags),
});

const fromRow = (row: IdentityPoolRow): IdentityPool => ({
  id: row.id,
  region: row.region,
  name: row.name,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  settings: JSON.parse(row.settings),
  roles: JSON.parse(row.roles),
  principalTags: JSON.parse(row.principal_tags),
  tags: JSON.parse(row.tags),
});
