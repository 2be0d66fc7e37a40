import type { Connection, Database } from './connection.ts';
import { DatabaseTooNew } from './errors.ts';
import { migrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { command, statement } from './statement.ts';

const createLog = {
  sqlite: command('create table if not exists migrations (name text primary key, applied_at integer not null) strict'),
  postgres: command(
    'create table if not exists migrations (name text collate "C" primary key, applied_at bigint not null)',
  ),
};
// Any number that nobody else on the server is likely to lock.
const unlimited = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map((limit) =>
  command(`set local ${limit} = 0`),
);
const lock = command('select pg_advisory_xact_lock(7140213052)');
const logTable = {
  sqlite: command("select name from sqlite_master where type = 'table' and name = 'migrations'", true),
  postgres: command("select to_regclass('migrations')::text as name", true),
};
const applied = statement((db) => db.selectFrom('migrations').select('name').orderBy('name'));
const record = statement((db, name: string, appliedAt: number) =>
  db.insertInto('migrations').values({ name, applied_at: appliedAt }),
);

/**
 * Applies the migrations that the database does not have yet, all in one transaction under a lock, so that processes
 * which start together do it once and one that fails leaves nothing behind.
 * @throws DatabaseTooNew when the database has one that this program does not know
 */
export async function migrate(database: Database, known: readonly Migration[] = migrations): Promise<void> {
  await database.atomic(async (connection) => {
    if (connection.engine === 'postgres') for (const step of [...unlimited, lock]) await connection.run(step);
    await connection.run(createLog[connection.engine]);
    for (const migration of await missing(connection, known)) await apply(connection, migration);
  });
}

async function missing(connection: Connection, known: readonly Migration[]): Promise<readonly Migration[]> {
  const names = (await connection.all(applied)).map(({ name }) => name);
  const unknown = names.find((name) => !known.some((migration) => migration.name === name));
  if (unknown !== undefined) throw new DatabaseTooNew(unknown);
  return known.filter(({ name }) => !names.includes(name));
}

/**
 * How far the schema is: `empty` where nothing has been made yet, `old` where the next start brings it up to date.
 * @throws DatabaseTooNew when the database has a migration that this program does not know
 */
export async function schemaState(database: Connection): Promise<'empty' | 'old' | 'current'> {
  const log = await database.first(logTable[database.engine]);
  if (!log?.['name']) return 'empty';
  const { length } = await missing(database, migrations);
  return length === 0 ? 'current' : length < migrations.length ? 'old' : 'empty';
}

async function apply(connection: Connection, { name, statements }: Migration): Promise<void> {
  for (const text of statements(connection.engine)) await connection.run(command(text));
  await connection.run(record, name, Date.now());
}
