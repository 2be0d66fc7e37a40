import type { AttemptStore } from '#ports/stores.ts';
import type { Connection } from '../database/connection.ts';
import type { AttemptRow } from '../database/schema.ts';
import { membersOf, statement } from '../database/statement.ts';

const add = statement((db, row: AttemptRow) =>
  db
    .insertInto('attempts')
    .values(membersOf(row, ['pool_id', 'subject', 'action', 'window_start', 'count', 'expires_at']))
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'subject', 'action', 'window_start'])
        .doUpdateSet((current) => ({ count: current('attempts.count', '+', 1) })),
    )
    .returning('count'),
);

export const attemptStore = (connection: Connection): AttemptStore => ({
  async count(poolId, subject, action, windowStart, expiresAt) {
    const row = { pool_id: poolId, subject, action, window_start: windowStart, count: 1, expires_at: expiresAt };
    return (await connection.first(add, row))?.count ?? 1;
  },
});
