import { sql } from 'kysely';
import type { Identity } from '#domain/identity-pools/identity.ts';
import type { IdentityStore } from '#ports/identity-pools.ts';
import type { Connection } from '../database/connection.ts';
import type { IdentityRow } from '../database/identity-schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { developerIdStore } from './developer-ids.ts';
import { identityLoginStore } from './identity-logins.ts';
import { pageOf } from './pages.ts';

const columns = ['pool_id', 'id', 'state', 'merged_into', 'created_at', 'modified_at'] as const;

/** An identity with all that belongs to it: a row for each login, or one without any. */
const whole = statement((db, id: string) =>
  db
    .selectFrom('identities')
    .leftJoin('identity_logins as login', (join) =>
      join.onRef('login.pool_id', '=', 'identities.pool_id').onRef('login.identity_id', '=', 'identities.id'),
    )
    .select(columns.map((column) => `identities.${column}` as const))
    .select(['login.provider', 'login.subject'])
    .select(({ selectFrom }) =>
      selectFrom('developer_ids')
        .select(sql<number>`count(*)`.as('total'))
        .whereRef('developer_ids.pool_id', '=', 'identities.pool_id')
        .whereRef('developer_ids.identity_id', '=', 'identities.id')
        .as('developer_ids'),
    )
    .where('identities.id', '=', id)
    .orderBy('login.provider'),
);
const lockById = statement((db, id: string) => db.selectFrom('identities').select(columns).where('id', '=', id), {
  lock: 'for no key update',
});
const insertIdentity = statement((db, row: IdentityRow) => db.insertInto('identities').values(membersOf(row, columns)));
const replaceIdentity = statement((db, row: IdentityRow) =>
  db
    .updateTable('identities')
    .set(membersOf(row, ['state', 'merged_into', 'modified_at']))
    .where('pool_id', '=', membersOf(row, ['pool_id']).pool_id)
    .where('id', '=', membersOf(row, ['id']).id),
);
const deleteIdentity = statement((db, id: string) => db.deleteFrom('identities').where('id', '=', id));
const inPool = statement((db, poolId: string, after: string, limit: number) =>
  db
    .selectFrom('identities')
    .select(columns)
    .where('pool_id', '=', poolId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit),
);
const enabledInPool = statement((db, poolId: string, after: string, limit: number) =>
  db
    .selectFrom('identities')
    .select(columns)
    .where('pool_id', '=', poolId)
    .where('id', '>', after)
    .where('state', '<>', 'disabled')
    .orderBy('id')
    .limit(limit),
);
const loginsOf = statement((db, poolId: string, identityId: string) =>
  db
    .selectFrom('identity_logins')
    .select(['provider', 'subject'])
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', identityId)
    .orderBy('provider'),
);
const loginsBetween = statement((db, poolId: string, first: string, last: string) =>
  db
    .selectFrom('identity_logins')
    .select(['identity_id', 'provider'])
    .where('pool_id', '=', poolId)
    .where('identity_id', '>=', first)
    .where('identity_id', '<=', last)
    .orderBy('identity_id')
    .orderBy('provider'),
);
const countDeveloperIds = statement((db, poolId: string, identityId: string) =>
  db
    .selectFrom('developer_ids')
    .select(sql<number>`count(*)`.as('total'))
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', identityId),
);

const developersBetween = statement((db, poolId: string, first: string, last: string) =>
  db
    .selectFrom('developer_ids')
    .select(['identity_id', sql<number>`count(*)`.as('total')])
    .where('pool_id', '=', poolId)
    .where('identity_id', '>=', first)
    .where('identity_id', '<=', last)
    .groupBy('identity_id'),
);

const fromRow = (row: IdentityRow): Identity => ({
  id: row.id,
  poolId: row.pool_id,
  state: row.state as Identity['state'],
  mergedInto: row.merged_into ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

const toRow = (identity: Identity): IdentityRow => ({
  pool_id: identity.poolId,
  id: identity.id,
  state: identity.state,
  merged_into: identity.mergedInto ?? null,
  created_at: identity.createdAt,
  modified_at: identity.modifiedAt,
});

export function identityStore(connection: Connection): IdentityStore {
  return {
    async find(identityId) {
      const rows = await connection.all(whole, identityId);
      const [row] = rows;
      if (!row) return undefined;
      const logins = rows.flatMap(({ provider, subject }) =>
        provider === null || subject === null ? [] : [{ provider, subject }],
      );
      return { ...fromRow(row), logins, developerIds: row.developer_ids ?? 0 };
    },
    async lock(identityId) {
      const row = await connection.first(lockById, identityId);
      if (!row) return undefined;
      // Asked once the lock is there: what the same statement read before it waited would be old.
      const logins = await connection.all(loginsOf, row.pool_id, identityId);
      const developerIds = (await connection.first(countDeveloperIds, row.pool_id, identityId))?.total ?? 0;
      return { ...fromRow(row), logins, developerIds };
    },
    async insert(identity) {
      await connection.run(insertIdentity, toRow(identity));
    },
    async replace(identity) {
      await connection.run(replaceIdentity, toRow(identity));
    },
    delete: async (identityId) => (await connection.run(deleteIdentity, identityId)) === 1,
    async list(poolId, { after, limit, hideDisabled }) {
      const query = hideDisabled ? enabledInPool : inPool;
      const rows = await connection.all(query, poolId, after ?? '', limit + 1);
      const [first, last] = [rows[0], rows.at(-1)];
      if (!first || !last) return { items: [], next: undefined };
      const logins = await connection.all(loginsBetween, poolId, first.id, last.id);
      const developers = await connection.all(developersBetween, poolId, first.id, last.id);
      const providers = Map.groupBy(logins, (login) => login.identity_id);
      const developerIds = new Map(developers.map((row) => [row.identity_id, row.total]));
      return pageOf(
        rows,
        limit,
        (row) => ({
          ...fromRow(row),
          providers: (providers.get(row.id) ?? []).map((login) => login.provider),
          developerIds: developerIds.get(row.id) ?? 0,
        }),
        (row) => row.id,
      );
    },
    ...identityLoginStore(connection),
    ...developerIdStore(connection),
  };
}
