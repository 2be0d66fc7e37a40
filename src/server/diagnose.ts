import { systemClock } from '#adapters/clock.ts';
import type { Database } from '#adapters/database/connection.ts';
import { schemaState } from '#adapters/database/migrate.ts';
import { openDatabaseAsItIs } from '#adapters/database/open.ts';
import { hasDataKeys, presentDataKeys } from '#adapters/keys/data-keys.ts';
import { dataKeySecrets } from '#adapters/keys/secrets.ts';
import { openStore } from '#adapters/store/store.ts';
import type { Config } from '#config/config.ts';
import { presentMasterKeys } from './master-key.ts';
import { databaseFile, databaseOptions, hasDatabase } from './open-store.ts';

export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly mend?: string;
}

const well = (name: string, detail: string): Diagnosis => ({ name, ok: true, detail });

/**
 * Whether the database answers and the master key opens it. Makes nothing and changes nothing, neither schema nor keys:
 * a first start has nothing to be checked yet.
 */
export async function diagnose(config: Config): Promise<Diagnosis[]> {
  const where = config.databaseUrl ? 'PostgreSQL' : databaseFile(config.data);
  try {
    if (!(await hasDatabase(config))) return [well('database', `${where} (the first start makes it)`)];
    const database = await openDatabaseAsItIs(databaseOptions(config));
    try {
      return await lookInto(database, config, where);
    } finally {
      await database.close();
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [
      {
        name: 'database and keys',
        ok: false,
        detail,
        mend: 'Check CENOTE_DATABASE_URL, the data folder and the master key.',
      },
    ];
  }
}

const schemaText = {
  empty: 'answers, and is empty: the first start makes its tables',
  old: 'answers, and the next start brings its schema up to date',
  current: 'answers, its schema is up to date',
} as const;

async function lookInto(database: Database, config: Config, where: string): Promise<Diagnosis[]> {
  const schema = await schemaState(database);
  const found = well('database', `${where} ${schemaText[schema]}`);
  if (schema === 'empty') return [found];
  if (!(await hasDataKeys(database))) return [found, well('master key', 'there are no secrets in the database yet')];
  const masters = await presentMasterKeys(config);
  const keys = masters && (await presentDataKeys(database, masters));
  if (!keys) return [found, noMasterKey(config)];
  const opened = well('master key', 'opens the secrets in the database');
  // An older schema may not be one that the store can read.
  if (schema === 'old') return [found, opened];
  const { accessKeys } = openStore(database, dataKeySecrets(keys), systemClock);
  const hasRootKey = (await accessKeys.list()).some(({ principal }) => principal.kind === 'root');
  return [found, opened, well('root key', hasRootKey ? 'is in the database' : 'the first start makes it')];
}

const noMasterKey = ({ data }: Config): Diagnosis => ({
  name: 'master key',
  ok: false,
  detail: `there is none in ${data}, nor in the configuration, and the database has secrets`,
  mend: 'Restore master.key from your backup, or set CENOTE_MASTER_KEY.',
});
