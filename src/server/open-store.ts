import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config/config.ts';
import { hasDataKeys, loadDataKeys, WrongMasterKey } from '#adapters/keys/data-keys.ts';
import { type DataKeys, dataKeySecrets } from '#adapters/keys/secrets.ts';
import type { Database } from '#adapters/database/connection.ts';
import { openDatabase } from '#adapters/database/open.ts';
import { openStore } from '#adapters/store/store.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import { masterKeys } from './master-key.ts';

/** The SQLite file in the data folder. */
export const databaseFile = (data: string): string => join(data, 'cenote.db');

/** There is nothing yet that could be asked or changed. `failureText` says what to do. */
class NoDatabase extends Error {
  override name = 'NoDatabase';
  readonly code = 'NO_DATABASE';
  readonly path: string;
  constructor(path: string) {
    super(`There is no database at ${path}.`);
    this.path = path;
  }
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
  const { databaseUrl: url } = config;
  const database = await openDatabase(url ? { url } : { file: databaseFile(config.data) });
  try {
    const secrets = dataKeySecrets(await openedKeys(config, database, clock));
    return { database, secrets, store: openStore(database, secrets, clock) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * The same for what a server has made before: a folder that is misspelt does not become a new server's.
 * @throws NoDatabase where the first start is still to come
 */
export async function openExistingStore(config: Config, clock: Clock): Promise<OpenedStore> {
  const file = databaseFile(config.data);
  if (!config.databaseUrl && !(await stat(file).catch(() => undefined))) throw new NoDatabase(file);
  return openConfiguredStore(config, clock);
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
