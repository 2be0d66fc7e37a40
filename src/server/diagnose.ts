import { stat } from 'node:fs/promises';
import { systemClock } from '#adapters/clock.ts';
import type { Config } from '#config/config.ts';
import { databaseFile, openConfiguredStore } from './open-store.ts';

export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly mend?: string;
}

/** Whether the database answers and the master key opens it. Makes nothing: a first start has nothing to be checked yet. */
export async function diagnose(config: Config): Promise<Diagnosis[]> {
  const where = config.databaseUrl ? 'PostgreSQL' : databaseFile(config.data);
  if (!config.databaseUrl && !(await stat(where).catch(() => undefined))) {
    return [{ name: 'database', ok: true, detail: `${where} (the first start makes it)` }];
  }
  try {
    const { store } = await openConfiguredStore(config, systemClock);
    const hasRootKey = (await store.accessKeys.list()).some(({ principal }) => principal.kind === 'root');
    await store.close();
    return [
      { name: 'database', ok: true, detail: `${where} answers, its schema is up to date` },
      { name: 'master key', ok: true, detail: 'opens the secrets in the database' },
      { name: 'root key', ok: true, detail: hasRootKey ? 'is in the database' : 'the first start makes it' },
    ];
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
