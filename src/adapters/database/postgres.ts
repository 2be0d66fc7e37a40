import pg from 'pg';
import { connectionOver, scopeOver, type Database, type Outcome, type Transport } from './connection.ts';
import { explainedPostgres, isConnectionLost, isRepeatable } from './postgres-errors.ts';
import type { Prepared, Value } from './statement.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Connections at most. */
  readonly connections: number;
  /** PostgreSQL's default, read committed, is enough; engines that only know serializable work as well. */
  readonly isolation?: 'serializable' | undefined;
}

/** A statement, or the wait for a lock, may take this long, in milliseconds. */
const statementLimit = 10_000;
/** What has no name defines the schema, which may take its time on a large database. */
const definitionLimit = 3_600_000;
const repetitions = 10;
const int8 = 20;

/** Rows as SQLite gives them: whole numbers as numbers. They are counters and milliseconds, far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === int8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** A PostgreSQL server, or what speaks its protocol. Connections are made when they are needed and made again when lost. */
export function openPostgres({ url, connections, isolation }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementLimit,
    query_timeout: statementLimit + 2_000,
    lock_timeout: statementLimit / 2,
    idle_in_transaction_session_timeout: 5_000,
    application_name: 'cenote',
    types,
    ...(isolation && { options: `-c default_transaction_isolation=${isolation}` }),
  });
  // A connection that breaks is dropped by the pool, and its query fails; without a listener it would end the process too.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));

  const transport: Transport = {
    execute: (prepared, values) =>
      repeated(async () => {
        try {
          return await execute(pool, prepared, values);
        } catch (error) {
          // The pool hands out connections that a restarted server has closed; a read can simply be asked again.
          if (prepared.reads && isConnectionLost(error)) return execute(pool, prepared, values);
          throw error;
        }
      }),
    atomic: (work) => repeated(() => transaction(pool, work)),
  };
  let closed: Promise<void> | undefined;
  return { ...connectionOver('postgres', transport), close: () => (closed ??= pool.end()) };
}

async function execute(to: pg.Pool | pg.ClientBase, { name, sql }: Prepared, values: Value[]): Promise<Outcome> {
  const { rows, rowCount } = await to.query({
    text: sql,
    values,
    ...(name ? { name } : { query_timeout: definitionLimit }),
  });
  return { rows, changes: rowCount ?? 0 };
}

async function transaction<T>(pool: pg.Pool, work: (inner: Transport) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBreak = (error: Error) => (broken = error);
  client.on('error', noteBreak);
  const scope = scopeOver((prepared, values) => execute(client, prepared, values));
  try {
    await client.query('BEGIN');
    const result = await work(scope);
    scope.end();
    const { command } = await client.query('COMMIT');
    // After a failed statement PostgreSQL answers a commit with a rollback.
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back because one of its statements had failed.');
    return result;
  } catch (error) {
    scope.end();
    if (isConnectionLost(error)) broken ??= error as Error;
    else await client.query('ROLLBACK').catch(noteBreak);
    throw error;
  } finally {
    client.off('error', noteBreak);
    client.release(broken);
  }
}

/** Transactions that the database asks to repeat (a serialization failure, a deadlock) are repeated here and only here. */
async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isRepeatable(error) || attempt === repetitions) throw explainedPostgres(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(5 * 2 ** attempt, 500)));
    }
  }
}
