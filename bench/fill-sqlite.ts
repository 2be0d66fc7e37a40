import { DatabaseSync } from 'node:sqlite';
import { toRow } from '#adapters/store/user-rows.ts';
import type { User } from '#domain/users/user.ts';
import type { Secrets } from '#ports/secrets.ts';

/**
 * Writes users into the file as the store would, only faster: one prepared statement, no journal, and indexes that are
 * made anew at the end instead of kept on the way. A file that was left half-way is of no use.
 */
export function fillSqlite(file: string, secrets: Secrets, users: Iterable<User>): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
    PRAGMA temp_store = memory`);
  database.exec('BEGIN IMMEDIATE');
  const indexes = database
    .prepare(`select name, sql from sqlite_master where type = 'index' and tbl_name = 'users' and sql is not null`)
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index ${name}`);

  const columns = (database.prepare('pragma table_info(users)').all() as { name: string }[]).map(({ name }) => name);
  const values = columns.map((column) => `:${column}`);
  const insert = database.prepare(`insert into users (${columns.join()}) values (${values.join()})`);
  const counts = new Map<string, number>();
  for (const user of users) {
    insert.run({ ...toRow(user, user.username, secrets) });
    counts.set(user.poolId, (counts.get(user.poolId) ?? 0) + 1);
  }
  const count = database.prepare(`insert into user_counts values (?, 0, ?)
    on conflict (pool_id, shard) do update set users = users + excluded.users`);
  for (const [poolId, added] of counts) count.run(poolId, added);
  for (const { sql } of indexes) database.exec(sql);
  database.exec('COMMIT');
  database.close();
}
