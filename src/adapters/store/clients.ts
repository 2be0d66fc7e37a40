import { sql } from 'kysely';
import type { ClientRecord } from '#domain/pools/client.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { ClientStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { ClientRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';
import { pageOf } from './pages.ts';
import { sealedJson, unsealedJson } from './sealed.ts';

const columns = ['id', 'pool_id', 'name', 'created_at', 'modified_at', 'settings', 'secrets'] as const;

const byId = statement((db, id: string) => db.selectFrom('clients').select(columns).where('id', '=', id));
const insertClient = statement((db, row: ClientRow) => db.insertInto('clients').values(membersOf(row, columns)));
const replaceClient = statement((db, row: ClientRow, expected: number) =>
  db
    .updateTable('clients')
    .set(membersOf(row, ['name', 'modified_at', 'settings', 'secrets']))
    .where('id', '=', membersOf(row, ['id']).id)
    .where('pool_id', '=', membersOf(row, ['pool_id']).pool_id)
    .where('modified_at', '=', expected),
);
const deleteClient = statement((db, poolId: string, id: string) =>
  db.deleteFrom('clients').where('id', '=', id).where('pool_id', '=', poolId),
);
const inPool = statement((db, poolId: string, after: string, limit: number) =>
  db
    .selectFrom('clients')
    .select(columns)
    .where('pool_id', '=', poolId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit),
);
const countClients = statement((db, poolId: string) =>
  db
    .selectFrom('clients')
    .select(sql<number>`count(*)`.as('total'))
    .where('pool_id', '=', poolId),
);

export function clientStore(connection: Connection, secrets: Secrets): ClientStore {
  const contextOf = (poolId: string, id: string) => `clients.secrets/${poolId}/${id}`;

  const toRow = (client: ClientRecord): ClientRow => ({
    id: client.id,
    pool_id: client.poolId,
    name: client.name,
    created_at: client.createdAt,
    modified_at: client.modifiedAt,
    settings: JSON.stringify(client.settings),
    secrets:
      client.secrets.length > 0 ? sealedJson(secrets, client.secrets, contextOf(client.poolId, client.id)) : null,
  });

  const fromRow = (row: ClientRow): ClientRecord => ({
    id: row.id,
    poolId: row.pool_id,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    settings: JSON.parse(row.settings),
    secrets: row.secrets === null ? [] : unsealedJson(secrets, row.secrets, contextOf(row.pool_id, row.id)),
  });

  /** Writes and, if that changed something, says so to every process. */
  const changing = (write: (inside: Connection) => Promise<number>) =>
    connection.atomic(async (inside) => {
      if ((await write(inside)) === 0) return false;
      await configurationChanged(inside);
      return true;
    });

  return {
    async find(clientId) {
      const row = await connection.first(byId, clientId);
      return row && fromRow(row);
    },
    async insert(client) {
      await changing((inside) => inside.run(insertClient, toRow(client)));
    },
    replace: (client, expectedModifiedAt) =>
      changing((inside) => {
        // Two changes within one millisecond must not look like one.
        const modifiedAt = Math.max(client.modifiedAt, expectedModifiedAt + 1);
        return inside.run(replaceClient, toRow({ ...client, modifiedAt }), expectedModifiedAt);
      }),
    delete: (poolId, clientId) => changing((inside) => inside.run(deleteClient, poolId, clientId)),
    async list(poolId, after, limit) {
      const rows = await connection.all(inPool, poolId, after ?? '', limit + 1);
      return pageOf(rows, limit, fromRow, (row) => row.id);
    },
    count: async (poolId) => (await connection.first(countClients, poolId))?.total ?? 0,
  };
}
