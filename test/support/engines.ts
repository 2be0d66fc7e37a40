import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Database } from '#adapters/database/connection.ts';
import { migrations } from '#adapters/database/migrations/list.ts';
import { openDatabase, type DatabaseOptions } from '#adapters/database/open.ts';
import { dataKeySecrets } from '#adapters/keys/secrets.ts';
import { openStore } from '#adapters/store/store.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import { sharedPostgres } from './shared-postgres.ts';

/** An empty database with everything a test needs of it; disposing of it removes it. */
export interface OpenedEngine extends AsyncDisposable {
  readonly database: Database;
  readonly store: Store;
  readonly secrets: Secrets;
  /** How to open the same database once more, as another process would. */
  readonly options: DatabaseOptions;
  /** Another store on the same database, over connections of its own; it is closed with the first. */
  another(): Promise<{ database: Database; store: Store }>;
}

export interface EngineOptions {
  /** Decides what has expired; the system's clock when not given. */
  readonly clock?: Clock;
  readonly secrets?: Secrets;
  /** For PostgreSQL: transactions as a distributed database would run them. */
  readonly isolation?: 'serializable';
  /** For SQLite: write to the disk at every commit, as in production. */
  readonly synchronous?: 'full';
}

/** Every database engine, by name, so that one suite can be run on each. */
export const engines = { sqlite, postgres } satisfies Record<
  string,
  (options?: EngineOptions) => Promise<OpenedEngine>
>;

async function sqlite(options: EngineOptions = {}): Promise<OpenedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'cenote-'));
  const database = { file: join(folder, 'cenote.db'), synchronous: options.synchronous ?? ('off' as const) };
  return opened(database, options, () => rm(folder, { recursive: true, force: true }));
}

// A new database takes longer than most tests, so one that is empty again is used again.
const emptyDatabases: string[] = [];

async function postgres(options: EngineOptions = {}): Promise<OpenedEngine> {
  const server = await sharedPostgres();
  let name = emptyDatabases.pop();
  if (!name) {
    name = `test_${randomUUID().replaceAll('-', '')}`;
    await administrate(server, `create database ${name} template cenote_template`);
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = { url: url.href, isolation: options.isolation, connections: 10 };
  return opened(database, options, async () => {
    if (await emptied(url.href).catch(() => false)) emptyDatabases.push(name);
    else await administrate(server, `drop database ${name} with (force)`);
  });
}

/** Removes every row; false when the schema or the planner's statistics are no longer those of a new database. */
async function emptied(url: string): Promise<boolean> {
  const [touched] = await administrate(
    url,
    `select exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples > 0)
       or (select array_agg(name order by name) from migrations) <> '{${migrations.map(({ name }) => name).join()}}' as touched`,
  );
  if (touched?.['touched']) return false;
  await administrate(
    url,
    `do $$ declare t name; begin
       for t in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations' loop
         execute format('delete from %I', t);
       end loop;
     end $$`,
  );
  return true;
}

async function administrate(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function opened(
  options: DatabaseOptions,
  { clock, secrets = randomSecrets() }: EngineOptions,
  remove: () => Promise<void>,
): Promise<OpenedEngine> {
  const all: Database[] = [];
  const open = async () => {
    const database = await openDatabase(options);
    all.push(database);
    return { database, store: openStore(database, secrets, clock) };
  };
  return {
    ...(await open()),
    secrets,
    options,
    another: open,
    async [Symbol.asyncDispose]() {
      for (const database of all) await database.close();
      await remove();
    },
  };
}

function randomSecrets(): Secrets {
  const key = () => createSecretKey(randomBytes(32));
  const current = { id: 'test', key: key() };
  return dataKeySecrets({ current, all: new Map([[current.id, current.key]]), pepper: key() });
}
