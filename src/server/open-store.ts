import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config/config.ts';
import { hasDataKeys, loadDataKeys, WrongMasterKey } from '#adapters/keys/data-keys.ts';
import { type DataKeys, dataKeySecrets } from '#adapters/keys/secrets.ts';
import type { Database } from '#adapters/database/connection.ts';
import { type DatabaseOptions, openDatabase } from '#adapters/database/open.ts';
import { openStore } from '#adapters/store/store.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import { masterKeys } from './master-key.ts';

/** The SQLite file in the data folder. */
export const databaseFile = (data: string): string => join(data, 'cenote.db');

/** The database that the configuration names. */
export const databaseOptions = ({ databaseUrl: url, data }: Config): DatabaseOptions =>
  url ? { url } : { file: databaseFile(data) };

/**
 * Whether there is a database to open: no for SQLite before the first start. PostgreSQL tells when it is asked.
 * @throws the system's error where that cannot be seen, as in another user's folder
 */
export async function hasDatabase({ databaseUrl, data }: Config): Promise<boolean> {
  if (databaseUrl) return true;
  const found = await stat(databaseFile(data)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found !== undefined;
}

export interface OpenedStore {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly store: Store;
}

/** Opens what the configuration names: the database with its schema brought up to date, and the keys that open its secrets. */
export async function openConfiguredStore(config: Config, clock: Clock): Promise<OpenedStore> {
  // A master key from elsewhere leaves nothing in a new folder that would have made it.
  await mkdir(config.data, { recursive: true, mode: 0o700 });
  return storeOver(await openDatabase(databaseOptions(config)), config, clock);
}

/** The store in an open database, with the keys that open its secrets. Whatever fails closes the database. */
export async function storeOver(database: Database, config: Config, clock: Clock): Promise<OpenedStore> {
  try {
    const secrets = dataKeySecrets(await openedKeys(config, database, clock));
    return { database, secrets, store: openStore(database, secrets, clock) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The keys in the database. A master key that was made for it and does not fit, since another server was first, is not left behind. */
async function openedKeys(config: Config, database: Database, clock: Clock): Promise<DataKeys> {
  const { unmake, ...masters } = await masterKeys(config, await hasDataKeys(database));
  try {
    return await loadDataKeys(database, masters, clock.now());
  } catch (error) {
    if (error instanceof WrongMasterKey) await unmake?.();
    throw error;
  }
}
