import type { IdentityStore, LoginOwner } from '#ports/identity-pools.ts';
import type { Connection } from '../database/connection.ts';
import type { IdentityLoginRow } from '../database/identity-schema.ts';
import { membersOf, statement } from '../database/statement.ts';
import { indexKey } from './index-key.ts';

const owner = statement((db, poolId: string, provider: string, subject: string) =>
  db
    .selectFrom('identity_logins')
    .select('identity_id')
    .where('pool_id', '=', poolId)
    .where('provider', '=', provider)
    .where('subject', '=', subject),
);
// In the order of the index that leads with the subject: no planner has a reason to look elsewhere.
const withLogin = statement((db, provider: string, subject: string, limit: number) =>
  db
    .selectFrom('identity_logins')
    .select(['pool_id', 'identity_id', 'provider'])
    .where('subject', '=', subject)
    .where('provider', '=', provider)
    .orderBy('pool_id')
    .limit(limit),
);
const withSubject = statement((db, subject: string, limit: number) =>
  db
    .selectFrom('identity_logins')
    .select(['pool_id', 'identity_id', 'provider'])
    .where('subject', '=', subject)
    .orderBy('provider')
    .orderBy('pool_id')
    .limit(limit),
);
const insertLogin = statement((db, row: IdentityLoginRow) =>
  db
    .insertInto('identity_logins')
    .values(membersOf(row, ['pool_id', 'provider', 'subject', 'identity_id', 'linked_at']))
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteLogin = statement((db, poolId: string, identityId: string, provider: string) =>
  db
    .deleteFrom('identity_logins')
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', identityId)
    .where('provider', '=', provider),
);
const moveLogins = statement((db, poolId: string, fromId: string, toId: string) =>
  db
    .updateTable('identity_logins')
    .set({ identity_id: toId })
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', fromId),
);
const moveDeveloperIds = statement((db, poolId: string, fromId: string, toId: string) =>
  db
    .updateTable('developer_ids')
    .set({ identity_id: toId })
    .where('pool_id', '=', poolId)
    .where('identity_id', '=', fromId),
);

const ownerFrom = (row: Pick<IdentityLoginRow, 'pool_id' | 'identity_id' | 'provider'>): LoginOwner => ({
  poolId: row.pool_id,
  identityId: row.identity_id,
  provider: row.provider,
});

type Part = Pick<IdentityStore, 'ownerOf' | 'withLogin' | 'withSubject' | 'link' | 'unlink' | 'move'>;

export const identityLoginStore = (connection: Connection): Part => ({
  ownerOf: async (poolId, { provider, subject }) =>
    (await connection.first(owner, poolId, provider, indexKey(subject)))?.identity_id,
  withLogin: async ({ provider, subject }, limit) =>
    (await connection.all(withLogin, provider, indexKey(subject), limit)).map(ownerFrom),
  withSubject: async (subject, limit) => (await connection.all(withSubject, indexKey(subject), limit)).map(ownerFrom),
  link: async (poolId, identityId, { provider, subject }, now) => {
    const row = { pool_id: poolId, provider, subject: indexKey(subject), identity_id: identityId, linked_at: now };
    return (await connection.run(insertLogin, row)) === 1;
  },
  unlink: async (poolId, identityId, provider) =>
    (await connection.run(deleteLogin, poolId, identityId, provider)) === 1,
  async move(poolId, fromId, toId) {
    await connection.run(moveLogins, poolId, fromId, toId);
    await connection.run(moveDeveloperIds, poolId, fromId, toId);
  },
});
