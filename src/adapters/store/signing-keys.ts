import type { Secrets } from '#ports/secrets.ts';
import type { SigningKeyStore, StoredSigningKey } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import type { Connection } from '../database/connection.ts';
import type { SigningKeyRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';
import { unsealed } from './sealed.ts';

const columns = ['pool_id', 'kid', 'purpose', 'private_key', 'created_at', 'retires_at'] as const;

const insertKey = statement((db, row: SigningKeyRow) => db.insertInto('signing_keys').values(membersOf(row, columns)));
const published = statement((db, poolId: string, now: number) =>
  db
    .selectFrom('signing_keys')
    .select(columns)
    .where('pool_id', '=', poolId)
    .where((either) => either.or([either('retires_at', 'is', null), either('retires_at', '>', now)]))
    .orderBy('kid'),
);
const retireKey = statement((db, poolId: string, kid: string, retiresAt: number) =>
  db.updateTable('signing_keys').set({ retires_at: retiresAt }).where('pool_id', '=', poolId).where('kid', '=', kid),
);

export function signingKeyStore(connection: Connection, secrets: Secrets, clock: Clock): SigningKeyStore {
  const contextOf = (poolId: string, kid: string) => `signing_keys.private/${poolId}/${kid}`;
  const fromRow = (row: SigningKeyRow): StoredSigningKey => ({
    poolId: row.pool_id,
    kid: row.kid,
    use: row.purpose as StoredSigningKey['use'],
    privateKey: new Uint8Array(unsealed(secrets, row.private_key, contextOf(row.pool_id, row.kid))),
    createdAt: row.created_at,
    retiresAt: row.retires_at ?? undefined,
  });
  const changing = async (write: (inside: Connection) => Promise<number>) => {
    await connection.atomic(async (inside) => {
      if ((await write(inside)) > 0) await configurationChanged(inside);
    });
  };
  return {
    insert: (key) =>
      changing((inside) =>
        inside.run(insertKey, {
          pool_id: key.poolId,
          kid: key.kid,
          purpose: key.use,
          private_key: secrets.seal(key.privateKey, contextOf(key.poolId, key.kid)),
          created_at: key.createdAt,
          retires_at: key.retiresAt ?? null,
        }),
      ),
    listOf: async (poolId) => (await connection.all(published, poolId, clock.now())).map(fromRow),
    retire: (poolId, kid, retiresAt) => changing((inside) => inside.run(retireKey, poolId, kid, retiresAt)),
  };
}
