import type { Database } from './connection.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export type DatabaseOptions =
  | {
      readonly file: string;
      /** `off` gives up durability for speed; only for tests and throw-away data. */
      readonly synchronous?: 'full' | 'off';
    }
  | {
      /** `postgres://user:password@host:port/database` */
      readonly url: string;
      /** Connections at most; 20 when not given. */
      readonly connections?: number;
      readonly isolation?: 'serializable' | undefined;
    };

/**
 * Opens the database and brings its schema up to date.
 * @throws DatabaseUnavailable when it cannot be reached or opened
 * @throws DatabaseTooNew when a newer version of the program has written it
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database =
    'file' in options
      ? openSqlite({ file: options.file, synchronous: options.synchronous ?? 'full' })
      : openPostgres({ url: options.url, connections: options.connections ?? 20, isolation: options.isolation });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
