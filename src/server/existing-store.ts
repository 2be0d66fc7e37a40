import { schemaState } from '#adapters/database/migrate.ts';
import { openDatabaseAsItIs } from '#adapters/database/open.ts';
import type { Config } from '#config/config.ts';
import type { Clock } from '#ports/world.ts';
import { databaseFile, databaseOptions, hasDatabase, type OpenedStore, storeOver } from './open-store.ts';

/** There is nothing yet that could be asked or changed. */
class NoDatabase extends Error {
  override name = 'NoDatabase';
  /** By which the command line knows what to advise. */
  readonly code = 'NO_DATABASE';
}

/**
 * Opens the database of servers that run or have run, for what works beside them: nothing is made, or a folder that is
 * misspelt would become a new server's, and no schema is changed under a server that still wants the old one.
 * @throws NoDatabase where the first start is still to come, or the first of this version
 */
export async function openExistingStore(config: Config, clock: Clock): Promise<OpenedStore> {
  const { databaseUrl, data } = config;
  const where = databaseUrl === undefined ? databaseFile(data) : 'the address of CENOTE_DATABASE_URL';
  if (!(await hasDatabase(config)))
    throw new NoDatabase(`There is no database at ${where} yet: the first start makes it.`);
  const database = await openDatabaseAsItIs(databaseOptions(config));
  try {
    const schema = await schemaState(database);
    if (schema === 'empty')
      throw new NoDatabase(`The database at ${where} is empty: the first start makes its tables.`);
    if (schema === 'old') {
      throw new NoDatabase(`The database at ${where} is an earlier version's: the next start brings it up to date.`);
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOver(database, config, clock);
}
