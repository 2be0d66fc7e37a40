import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Primitive } from './primitive.ts';

const rows = 20_000;
const alone = { concurrency: 1, pieces: 1 };

interface Table {
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * A table of wide rows and one to be written, in a file of their own beside the server's, opened as the server opens
 * its own: WAL, and every commit flushed to the disk.
 */
export function openTable(folder: string): Table {
  const place = mkdtempSync(join(folder, 'primitives-'));
  const database = new DatabaseSync(join(place, 'table.db'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
    create table wide (pool text not null, id text not null, name text not null, a integer, b integer, c text, d text,
      e text, f text, g text, h text, primary key (pool, id)) strict;
    create index wide_by_name on wide (pool, name, id);
    create table written (pool text not null, id text not null, a text, b integer, primary key (pool, id)) strict, without rowid;
    BEGIN`);
  const insert = database.prepare('insert into wide values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (let row = 0; row < rows; row++) {
    const texts = ['attributes', 'hash', 'sealed'].map((name, index) => name.padEnd(100 * 3 ** index, '.'));
    insert.run('pool', idOf(row), nameOf(row), row, 1, ...texts, null, null, null);
  }
  database.exec('COMMIT');
  return {
    database,
    close() {
      database.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

const idOf = (row: number): string => `id-${String(row).padStart(33, '0')}`;
const nameOf = (row: number): string => `name-${String(row).padStart(7, '0')}`;

export function read({ database }: Table): Primitive {
  const select = database.prepare('select * from wide where pool = ? and id = ?');
  return { ...alone, about: 'SQLite: one wide row by key', run: () => void select.all('pool', idOf(randomInt(rows))) };
}

export function readTen({ database }: Table): Primitive {
  const select = database.prepare('select * from wide where pool = ? and name > ? order by name limit 10');
  return {
    ...alone,
    about: 'SQLite: ten wide rows by an index',
    run: () => void select.all('pool', nameOf(randomInt(rows - 20))),
  };
}

let written = 0;

/** `pieces` rows with one commit, each on its own flushed to the disk with the others. */
export function commit({ database }: Table, pieces: number): Primitive {
  const insert = database.prepare('insert into written values (?, ?, ?, ?)');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  return {
    ...alone,
    pieces,
    about: pieces === 1 ? 'SQLite: a row and its commit' : `SQLite: a row, ${pieces} to a commit`,
    run() {
      begin.run();
      for (let piece = 0; piece < pieces; piece++) {
        written++;
        insert.run('pool', `id-${written}-${'x'.repeat(30)}`, 'y'.repeat(100), written);
      }
      end.run();
    },
  };
}
