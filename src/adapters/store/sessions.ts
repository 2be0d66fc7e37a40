import type { Session } from '#domain/tokens/session.ts';
import type { SessionStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { SessionRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';

const columns = [
  'pool_id',
  'id',
  'sub',
  'client_id',
  'scope',
  'authenticated_at',
  'created_at',
  'expires_at',
  'secret_hash',
  'generation',
  'rotated_at',
  'device_key',
] as const;

const insertSession = statement((db, row: SessionRow) => db.insertInto('sessions').values(membersOf(row, columns)));
const byId = statement((db, poolId: string, id: string) =>
  db.selectFrom('sessions').select(columns).where('pool_id', '=', poolId).where('id', '=', id),
);
const idOf = statement((db, poolId: string, id: string) =>
  db.selectFrom('sessions').select('id').where('pool_id', '=', poolId).where('id', '=', id),
);
const rotateSession = statement((db, poolId: string, id: string, generation: number, now: number) =>
  db
    .updateTable('sessions')
    .set((current) => ({ generation: current('generation', '+', 1), rotated_at: now }))
    .where('pool_id', '=', poolId)
    .where('id', '=', id)
    .where('generation', '=', generation),
);
const deleteSession = statement((db, poolId: string, id: string) =>
  db.deleteFrom('sessions').where('pool_id', '=', poolId).where('id', '=', id),
);
const deleteOfUser = statement((db, poolId: string, sub: string) =>
  db.deleteFrom('sessions').where('pool_id', '=', poolId).where('sub', '=', sub),
);

export const sessionStore = (connection: Connection): SessionStore => ({
  async insert(session) {
    await connection.run(insertSession, toRow(session));
  },
  async find(poolId, id) {
    const row = await connection.first(byId, poolId, id);
    return row && fromRow(row);
  },
  exists: async (poolId, id) => (await connection.first(idOf, poolId, id)) !== undefined,
  rotate: async (poolId, id, generation, now) =>
    (await connection.run(rotateSession, poolId, id, generation, now)) === 1,
  delete: async (poolId, id) => (await connection.run(deleteSession, poolId, id)) === 1,
  async deleteOfUser(poolId, sub) {
    await removeSessionsOf(connection, poolId, sub);
  },
});

export const removeSessionsOf = (connection: Connection, poolId: string, sub: string): Promise<number> =>
  connection.run(deleteOfUser, poolId, sub);

const toRow = (session: Session): SessionRow => ({
  pool_id: session.poolId,
  id: session.id,
  sub: session.sub,
  client_id: session.clientId,
  scope: session.scope,
  authenticated_at: session.authenticatedAt,
  created_at: session.createdAt,
  expires_at: session.expiresAt,
  secret_hash: session.secretHash,
  generation: session.generation,
  rotated_at: session.rotatedAt ?? null,
  device_key: session.deviceKey ?? null,
});

const fromRow = (row: SessionRow): Session => ({
  poolId: row.pool_id,
  id: row.id,
  sub: row.sub,
  clientId: row.client_id,
  scope: row.scope,
  authenticatedAt: row.authenticated_at,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  secretHash: row.secret_hash,
  generation: row.generation,
  rotatedAt: row.rotated_at ?? undefined,
  deviceKey: row.device_key ?? undefined,
});
