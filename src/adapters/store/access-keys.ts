import type { Principal, StoredAccessKey } from '#ports/access-keys.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { AccessKeyStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { AccessKeyRow, QueryBuilder } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';
import { sealedJson, unsealedJson } from './sealed.ts';

const columns = [
  'access_key_id',
  'secret',
  'principal',
  'active',
  'created_at',
  'user_id',
  'last_used_at',
  'last_used_service',
  'last_used_region',
] as const;

/** A key with the user it belongs to as that user is now. */
const keys = (db: QueryBuilder) =>
  db
    .selectFrom('access_keys')
    .leftJoin('iam_entities', 'iam_entities.id', 'access_keys.user_id')
    .select(columns.map((column) => `access_keys.${column}` as const))
    .select(['iam_entities.name as user_name', 'iam_entities.arn as user_arn']);
type KeyRow = AccessKeyRow & { user_name: string | null; user_arn: string | null };

const insertKey = statement((db, row: AccessKeyRow) => db.insertInto('access_keys').values(membersOf(row, columns)));
const byId = statement((db, id: string) => keys(db).where('access_keys.access_key_id', '=', id));
const all = statement((db) => keys(db).orderBy('access_keys.access_key_id'));
const ofUser = statement((db, userId: string) =>
  keys(db)
    .where('access_keys.user_id', '=', userId)
    .orderBy('access_keys.created_at')
    .orderBy('access_keys.access_key_id'),
);
const ofAccount = statement((db) =>
  keys(db)
    .where('access_keys.user_id', 'is', null)
    .orderBy('access_keys.created_at')
    .orderBy('access_keys.access_key_id'),
);
const setActive = statement((db, id: string, active: 0 | 1) =>
  db.updateTable('access_keys').set({ active }).where('access_key_id', '=', id),
);
const deleteKey = statement((db, id: string) => db.deleteFrom('access_keys').where('access_key_id', '=', id));
const noteUse = statement((db, id: string, at: number, service: string, region: string) =>
  db
    .updateTable('access_keys')
    .set({ last_used_at: at, last_used_service: service, last_used_region: region })
    .where('access_key_id', '=', id),
);

export function accessKeyStore(connection: Connection, secrets: Secrets): AccessKeyStore {
  const contextOf = (id: string) => `access_keys.secret/${id}`;
  const fromRow = (row: KeyRow): StoredAccessKey => ({
    accessKeyId: row.access_key_id,
    secret: unsealedJson(secrets, row.secret, contextOf(row.access_key_id)),
    principal: principalOf(row),
    active: row.active === 1,
    createdAt: row.created_at,
    lastUsed: lastUseOf(row),
  });
  /** Writes, and says so to every process. */
  const changing = (write: (inside: Connection) => Promise<unknown>) =>
    connection.atomic(async (inside) => {
      await write(inside);
      await configurationChanged(inside);
    });
  return {
    async insert(key) {
      const row: AccessKeyRow = {
        access_key_id: key.accessKeyId,
        secret: sealedJson(secrets, key.secret, contextOf(key.accessKeyId)),
        principal: JSON.stringify(key.principal),
        active: key.active ? 1 : 0,
        created_at: key.createdAt,
        user_id: key.principal.kind === 'user' ? (key.principal.userId ?? null) : null,
        last_used_at: null,
        last_used_service: null,
        last_used_region: null,
      };
      await changing((inside) => inside.run(insertKey, row));
    },
    async find(accessKeyId) {
      const row = await connection.first(byId, accessKeyId);
      return row && !isOrphan(row) ? fromRow(row) : undefined;
    },
    list: async () => (await connection.all(all)).map(fromRow),
    listOf: async (userId) =>
      (userId === undefined ? await connection.all(ofAccount) : await connection.all(ofUser, userId)).map(fromRow),
    setActive: (accessKeyId, active) => changing((inside) => inside.run(setActive, accessKeyId, active ? 1 : 0)),
    delete: (accessKeyId) => changing((inside) => inside.run(deleteKey, accessKeyId)),
    async markUsed(accessKeyId, { at, service, region }) {
      await connection.run(noteUse, accessKeyId, at, service, region);
    },
  };
}

/** A key whose user is gone is nobody's. */
const isOrphan = (row: KeyRow): boolean => row.user_id !== null && row.user_arn === null;

function principalOf({ principal, user_arn: arn, user_name: userName }: KeyRow): Principal {
  const kept = JSON.parse(principal) as Principal;
  return arn === null || userName === null ? kept : { ...kept, arn, userName };
}

function lastUseOf(row: KeyRow): StoredAccessKey['lastUsed'] {
  const { last_used_at: at, last_used_service: service, last_used_region: region } = row;
  return at === null || service === null || region === null ? undefined : { at, service, region };
}
