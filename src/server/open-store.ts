import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config/config.ts';
import { hasDataKeys, loadDataKeys, type MasterKeys } from '#adapters/keys/data-keys.ts';
import { dataKeySecrets } from '#adapters/keys/secrets.ts';
import type { Database } from '#adapters/database/connection.ts';
import { type DatabaseOptions, openDatabase } from '#adapters/database/open.ts';
import { openStore } from '#adapters/store/store.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import { masterKeys, presentMasterKeys } from './master-key.ts';

/** The SQLite file in the data folder. */
export const databaseFile = (data: string): string => join(data, 'cenote.db');

/** The database that the configuration names. */
export const databaseOptions = ({ databaseUrl: url, data }: Config): DatabaseOptions =>
  url ? { url } : { file: databaseFile(data) };

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
    const masters = await mastersOf(database, config);
    const secrets = dataKeySecrets(await loadDataKeys(database, masters, clock.now()));
    return { database, secrets, store: openStore(database, secrets, clock) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The master key is made for a new database only: one made for an old database would open nothing, and look like its own. */
async function mastersOf(database: Database, config: Config): Promise<MasterKeys> {
  if (!(await hasDataKeys(database))) return masterKeys(config);
  const present = await presentMasterKeys(config);
  if (present) return present;
  throw new Error(
    `There is no master key in ${config.data}, and the database has secrets that only its own opens. ` +
      'Restore master.key from your backup, or set CENOTE_MASTER_KEY.',
  );
}
