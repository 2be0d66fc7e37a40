import type { Database } from './connection.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite.ts';

interface FileOptions {
  readonly file: string;
  /** `off` gives up durability for speed; only for tests and throw-away data. */
  readonly synchronous?: 'full' | 'off';
}

interface ServerOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections at most; 20 when not given. */
  readonly connections?: number;
  readonly isolation?: 'serializable' | undefined;
}

export type DatabaseOptions = FileOptions | ServerOptions;

/**
 * Opens the database and brings its schema up to date.
 * @throws DatabaseUnavailable when it cannot be reached or opened
 * @throws DatabaseTooNew when a newer version of the program has written it
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await openDatabaseAsItIs(options);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Opens the database and leaves its schema alone. @throws DatabaseUnavailable when it cannot be reached or opened */
export const openDatabaseAsItIs = async (options: DatabaseOptions): Promise<Database> =>
  'file' in options ? openSqlite({ synchronous: 'full', ...options }) : openServer(options);

/** Whoever has a file needs no driver for a server. */
async function openServer({ url, connections = 20, isolation }: ServerOptions): Promise<Database> {
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres({ url, connections, isolation });
}
