import { withFailure } from '#domain/sign-in/lockout.ts';
import type { LockoutStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { LockoutRow } from '../database/schema.ts';
import { statement } from '../database/statement.ts';

const find = statement((db, poolId: string, subject: string) =>
  db
    .selectFrom('lockouts')
    .select(['failures', 'last_failed_at'])
    .where('pool_id', '=', poolId)
    .where('subject', '=', subject),
);
// An update that changes nothing, but makes whoever else counts for this name wait until the transaction ends.
const locked = statement((db, poolId: string, subject: string, now: number) =>
  db
    .insertInto('lockouts')
    .values({ pool_id: poolId, subject, failures: 0, last_failed_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'subject'])
        .doUpdateSet((current) => ({ failures: current.ref('lockouts.failures') })),
    )
    .returning(['failures', 'last_failed_at']),
);
const replace = statement((db, poolId: string, subject: string, failures: number, lastFailedAt: number) =>
  db
    .updateTable('lockouts')
    .set({ failures, last_failed_at: lastFailedAt })
    .where('pool_id', '=', poolId)
    .where('subject', '=', subject),
);
const remove = statement((db, poolId: string, subject: string) =>
  db.deleteFrom('lockouts').where('pool_id', '=', poolId).where('subject', '=', subject),
);

export const lockoutStore = (connection: Connection): LockoutStore => ({
  async find(poolId, subject) {
    const row = await connection.first(find, poolId, subject);
    return row && failedFrom(row);
  },
  count: (poolId, subject, now) =>
    connection.atomic(async (inside) => {
      const row = await inside.first(locked, poolId, subject, now);
      const next = withFailure(row && failedFrom(row), now);
      if (next) await inside.run(replace, poolId, subject, next.failures, next.lastFailedAt);
      return next?.failures;
    }),
  async clear(poolId, subject) {
    await connection.run(remove, poolId, subject);
  },
});

const failedFrom = ({ failures, last_failed_at: lastFailedAt }: Pick<LockoutRow, 'failures' | 'last_failed_at'>) => ({
  failures,
  lastFailedAt,
});
