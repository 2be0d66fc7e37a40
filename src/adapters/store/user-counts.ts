import { sql } from 'kysely';
import type { Connection } from '../database/connection.ts';
import { statement } from '../database/statement.ts';

// The count is spread over sixteen rows, so that people who sign up at the same moment rarely wait for each other.
const add = statement((db, poolId: string, shard: number, users: number) =>
  db
    .insertInto('user_counts')
    .values({ pool_id: poolId, shard, users })
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'shard'])
        .doUpdateSet((current) => ({ users: current('user_counts.users', '+', current.ref('excluded.users')) })),
    ),
);
const total = statement((db, poolId: string) =>
  db
    .selectFrom('user_counts')
    .select(sql<number | null>`cast(sum(users) as bigint)`.as('users'))
    .where('pool_id', '=', poolId),
);

/** A UUID's last digit. */
const shardOf = (sub: string): number => sub.charCodeAt(sub.length - 1) % 16;

/** Part of the transaction that adds (1) or removes (-1) the user. */
export const countUser = (connection: Connection, poolId: string, sub: string, change: 1 | -1): Promise<number> =>
  connection.run(add, poolId, shardOf(sub), change);

export const usersIn = async (connection: Connection, poolId: string): Promise<number> =>
  (await connection.first(total, poolId))?.users ?? 0;
