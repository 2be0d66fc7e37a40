import { sql } from 'kysely';
import type { LockoutStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import { statement } from '../database/statement.ts';

const find = statement((db, poolId: string, subject: string) =>
  db
    .selectFrom('lockouts')
    .select(['failures', 'last_failed_at'])
    .where('pool_id', '=', poolId)
    .where('subject', '=', subject),
);
const add = statement((db, poolId: string, subject: string, now: number, forgottenBefore: number) =>
  db
    .insertInto('lockouts')
    .values({ pool_id: poolId, subject, failures: 1, last_failed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['pool_id', 'subject']).doUpdateSet((current) => ({
        failures: current
          .case()
          .when('lockouts.last_failed_at', '<', forgottenBefore)
          .then(sql.lit(1))
          .else(current('lockouts.failures', '+', 1))
          .end(),
        last_failed_at: now,
      })),
    )
    .returning('failures'),
);
const remove = statement((db, poolId: string, subject: string) =>
  db.deleteFrom('lockouts').where('pool_id', '=', poolId).where('subject', '=', subject),
);

export const lockoutStore = (connection: Connection): LockoutStore => ({
  async find(poolId, subject) {
    const row = await connection.first(find, poolId, subject);
    return row && { failures: row.failures, lastFailedAt: row.last_failed_at };
  },
  count: async (poolId, subject, now, forgottenBefore) =>
    (await connection.first(add, poolId, subject, now, forgottenBefore))?.failures ?? 1,
  async clear(poolId, subject) {
    await connection.run(remove, poolId, subject);
  },
});
