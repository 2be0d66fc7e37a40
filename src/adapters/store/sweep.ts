import { sql } from 'kysely';
import { failuresForgottenBefore } from '#domain/sign-in/lockout.ts';
import { startWithin } from '#domain/users/import-job.ts';
import type { Connection } from '../database/connection.ts';
import type { Tables } from '../database/schema.ts';
import { statement, type Engine, type Statement } from '../database/statement.ts';
import { configurationChanged } from './configuration-version.ts';

/** Rows of one table that go at once, so that no sweep holds up a sign-in. */
const portion = 500;
const keptFor = 7 * 24 * 3_600_000;

/** Deletes a portion of the rows that meet the condition; what another process is deleting is left to it. */
function portionOf(table: keyof Tables, key: readonly string[], condition: string): Sweeping {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const on = (passOver: boolean) =>
    statement((db, bound: number | string) => {
      const chosen = sql`select ${columns} from ${sql.table(table)} where ${sql.raw(condition)} ${bound} limit ${sql.lit(portion)}`;
      const lock = sql.raw(passOver ? ' for update skip locked' : '');
      const query = sql<never>`delete from ${sql.table(table)} where (${columns}) in (${chosen}${lock})`;
      return { compile: () => query.compile(db) };
    });
  return { sqlite: on(false), postgres: on(true) };
}
type Sweeping = Readonly<Record<Engine, Statement<readonly [number | string], never>>>;

/** The longest that an access token lasts: one made just before its session's end needs the session for so long. */
const accessTokenLife = 24 * 3_600_000;

const oldSessions = portionOf('sessions', ['pool_id', 'id'], 'expires_at <=');
const expired = [
  portionOf('codes', ['pool_id', 'sub', 'purpose'], 'expires_at <='),
  portionOf('attempts', ['pool_id', 'subject', 'action', 'window_start'], 'expires_at <='),
];
/** So far the clocks of servers may be apart: what is used stays known until nobody takes it for good any more. */
const clockDifference = 5 * 60_000;

const oldMarks = portionOf('used_once', ['id'], 'expires_at <=');
const oldFailures = portionOf('lockouts', ['pool_id', 'subject'], 'last_failed_at <');
const oldMessages = portionOf('messages', ['id'], "state <> 'queued' and created_at <=");
/** An uploaded file holds passwords and addresses: it goes when its job has ended, or was not started in time. */
const doneFiles = portionOf(
  'import_files',
  ['pool_id', 'id'],
  "(pool_id, id) in (select pool_id, id from import_jobs where status not in ('Created', 'Pending', 'InProgress', 'Stopping')) and pool_id >=",
);
const lateFiles = portionOf(
  'import_files',
  ['pool_id', 'id'],
  "(select created_at from import_jobs where (import_jobs.pool_id, import_jobs.id) = (import_files.pool_id, import_files.id) and status = 'Created') <=",
);

const ofPool = [
  portionOf('group_members', ['pool_id', 'group_name', 'sub'], 'pool_id ='),
  portionOf('groups', ['pool_id', 'name'], 'pool_id ='),
  portionOf('users', ['pool_id', 'sub'], 'pool_id ='),
  portionOf('aliases', ['pool_id', 'value', 'kind'], 'pool_id ='),
  portionOf('codes', ['pool_id', 'sub', 'purpose'], 'pool_id ='),
  portionOf('sessions', ['pool_id', 'id'], 'pool_id ='),
  portionOf('attempts', ['pool_id', 'subject', 'action', 'window_start'], 'pool_id ='),
  portionOf('lockouts', ['pool_id', 'subject'], 'pool_id ='),
  portionOf('user_counts', ['pool_id', 'shard'], 'pool_id ='),
  portionOf('import_files', ['pool_id', 'id'], 'pool_id ='),
  portionOf('import_jobs', ['pool_id', 'id'], 'pool_id ='),
  portionOf('identity_logins', ['pool_id', 'provider', 'subject'], 'pool_id ='),
  portionOf('developer_ids', ['pool_id', 'user_key'], 'pool_id ='),
  portionOf('identities', ['pool_id', 'id'], 'pool_id ='),
];
const retiredKeys = portionOf('signing_keys', ['pool_id', 'kid'], 'retires_at <=');
const deletedPools = statement((db) => db.selectFrom('deleted_pools').select('pool_id').orderBy('pool_id').limit(10));
const forgetPool = statement((db, poolId: string) => db.deleteFrom('deleted_pools').where('pool_id', '=', poolId));

/** Removes a portion of what has expired and of what deleted pools have left behind. @returns how many rows went */
export async function sweep(connection: Connection, now: number): Promise<number> {
  let gone = 0;
  for (const table of expired) gone += await connection.run(table[connection.engine], now);
  gone += await connection.run(oldSessions[connection.engine], now - accessTokenLife);
  gone += await connection.run(oldMarks[connection.engine], now - clockDifference);
  gone += await connection.run(oldFailures[connection.engine], failuresForgottenBefore(now));
  gone += await connection.run(oldMessages[connection.engine], now - keptFor);
  gone += await connection.run(doneFiles[connection.engine], '');
  gone += await connection.run(lateFiles[connection.engine], now - startWithin);
  gone += await connection.atomic(async (inside) => {
    const keys = await inside.run(retiredKeys[inside.engine], now);
    // Or servers that hold them in memory would go on publishing them.
    if (keys > 0) await configurationChanged(inside);
    return keys;
  });
  for (const { pool_id } of await connection.all(deletedPools)) gone += await sweepPool(connection, pool_id);
  return gone;
}

async function sweepPool(connection: Connection, poolId: string): Promise<number> {
  let gone = 0;
  for (const table of ofPool) gone += await connection.run(table[connection.engine], poolId);
  if (gone === 0) await connection.run(forgetPool, poolId);
  return gone;
}
