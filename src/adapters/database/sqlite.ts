import { connectionOver, type Database, type Transport } from './connection.ts';
import { groupCommit, usualLimits, type Limits } from './group-commit.ts';
import {
  explained,
  isBusy,
  openSqliteConnection,
  type SqliteConnection,
  type SqliteOptions,
} from './sqlite-connection.ts';
import type { Prepared, Value } from './statement.ts';

/**
 * A SQLite file in WAL mode: one connection reads, and never sees what is not committed; one writes, with group commit.
 * @throws DatabaseUnavailable when the file cannot be opened
 */
export function openSqlite(options: SqliteOptions, limits: Limits = usualLimits): Database {
  const [writing, reading] = opened(options);
  const writer = groupCommit(writing, limits);
  const transport: Transport = {
    execute: (prepared, values) =>
      prepared.reads ? read(reading, prepared, values) : writer.execute(prepared, values),
    atomic: writer.atomic,
  };
  let closed: Promise<void> | undefined;
  const close = async () => {
    await writer.idle();
    reading.close();
    writing.close();
  };
  return { ...connectionOver('sqlite', transport), close: () => (closed ??= close()) };
}

function opened(options: SqliteOptions): [writing: SqliteConnection, reading: SqliteConnection] {
  try {
    return [openSqliteConnection(options, 'write'), openSqliteConnection(options, 'read')];
  } catch (error) {
    throw explained(error);
  }
}

/** In WAL mode a reader waits for nobody but a process that is just recovering the file. */
async function read(connection: SqliteConnection, prepared: Prepared, values: Value[]) {
  for (let attempt = 1; ; attempt++) {
    try {
      return connection.execute(prepared, values);
    } catch (error) {
      if (!isBusy(error) || attempt === 20) throw explained(error);
      await new Promise((resolve) => setTimeout(resolve, 5 * attempt));
    }
  }
}
