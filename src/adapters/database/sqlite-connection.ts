import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { boundedCache } from '../bounded-cache.ts';
import type { Outcome } from './connection.ts';
import { DatabaseUnavailable, MissingReference } from './errors.ts';
import type { Prepared, Value } from './statement.ts';

export interface SqliteOptions {
  readonly file: string;
  /** `off` gives up durability for speed; only for tests and throw-away data. */
  readonly synchronous: 'full' | 'off';
}

/** One open connection with its prepared statements. Everything on it is synchronous. */
export interface SqliteConnection {
  /** Runs one statement. @throws the driver's own error; see `explained` */
  execute(prepared: Prepared, values: Value[]): Outcome;
  command(sql: string): void;
  inTransaction(): boolean;
  close(): void;
}

/** A lock is waited for this long without letting anything else run; longer waits are repeated from outside. */
const busyTimeout = 5;
const preparedStatements = 512;

export function openSqliteConnection({ file, synchronous }: SqliteOptions, use: 'read' | 'write'): SqliteConnection {
  createPrivately(file);
  const database = new DatabaseSync(file, { timeout: 2_000, enableForeignKeyConstraints: true });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA temp_store = memory;
    PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA busy_timeout = ${busyTimeout};`);
  // Only a guard against mistakes: what reads is decided by the statement.
  if (use === 'read') database.exec('PRAGMA query_only = 1');
  const cache = boundedCache<string, StatementSync>(preparedStatements);

  const prepare = (sql: string): StatementSync => {
    const known = cache.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    cache.set(sql, statement);
    return statement;
  };

  return {
    execute({ sql, returnsRows }, values) {
      const statement = prepare(sql);
      if (!returnsRows) return { rows: [], changes: Number(statement.run(...values).changes) };
      const rows = statement.all(...values);
      return { rows, changes: rows.length };
    },
    command: (sql) => void prepare(sql).run(),
    inTransaction: () => database.isTransaction,
    close: () => database.close(),
  };
}

/** Only the owner may read it; SQLite gives its own files beside it the same mode. */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new DatabaseUnavailable(`the file ${file} cannot be opened or made.`, error);
  }
}

/** SQLite's primary result code, or undefined where the error is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

const busyCodes = new Set([5, 6]);
export const isBusy = (error: unknown): boolean => busyCodes.has(resultCode(error) ?? 0);

const reasons: Readonly<Record<number, string>> = {
  5: 'another process holds its lock',
  6: 'another connection holds its lock',
  8: 'the file or its folder cannot be written (permissions, or a read-only file system)',
  10: 'reading or writing the file failed',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'the file cannot be opened',
  26: 'the file is not a SQLite database',
};
const foreignKeyViolation = 787;

/** The error in words that say what to mend; as it is when it says nothing about the database's state. */
export function explained(error: unknown): unknown {
  if ((error as { errcode?: unknown } | undefined)?.errcode === foreignKeyViolation) return new MissingReference(error);
  const reason = reasons[resultCode(error) ?? 0];
  return reason ? new DatabaseUnavailable(`${reason}.`, error) : error;
}
