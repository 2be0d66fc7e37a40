import type { Engine } from '../statement.ts';

/** The words in which the engines differ. */
export interface ColumnTypes {
  /** Compared byte by byte on both, so that order and prefix mean the same. */
  readonly text: string;
  /** 64 bits. */
  readonly integer: string;
  readonly bytes: string;
  /** After a table that grows in the order of its long rows. */
  readonly heap: string;
  /** After a table of short rows that are only found by their primary key: SQLite keeps them in its order. */
  readonly keyed: string;
}

export const columnTypes: Readonly<Record<Engine, ColumnTypes>> = {
  sqlite: { text: 'text', integer: 'integer', bytes: 'blob', heap: 'strict', keyed: 'strict, without rowid' },
  postgres: { text: 'text collate "C"', integer: 'bigint', bytes: 'bytea', heap: '', keyed: '' },
};
