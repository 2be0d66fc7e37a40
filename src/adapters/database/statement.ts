import { createHash } from 'node:crypto';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
  type RootOperationNode,
} from 'kysely';
import { Failure } from '#domain/failures.ts';
import type { QueryBuilder, Tables } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';
export type Value = string | number | Uint8Array | null;

/** A statement in one engine's words, ready to be run again and again. */
export interface Prepared {
  readonly sql: string;
  /** What PostgreSQL keeps its plan under; undefined for what runs once. */
  readonly name: string | undefined;
  /** It changes nothing and so needs no transaction of its own. */
  readonly reads: boolean;
  readonly returnsRows: boolean;
  bind(args: readonly unknown[]): Value[];
}

/** A query that is written once and compiled once per engine. `Args` are what it is run with, `Row` what it answers. */
export interface Statement<Args extends readonly unknown[], Row> {
  on(engine: Engine): Prepared;
  /** Only for the type checker. */
  readonly row?: Row;
  readonly args?: Args;
}

const placeholderMark = Symbol('placeholder');

/** Stands for a value in a query while it is built: which argument, and which member of it. */
interface Placeholder {
  readonly [placeholderMark]: true;
  readonly index: number;
  readonly member: string | undefined;
}

const placeholder = (index: number, member?: string): Placeholder => ({ [placeholderMark]: true, index, member });

const isPlaceholder = (value: unknown): value is Placeholder =>
  typeof value === 'object' && value !== null && placeholderMark in value;

// Kysely only builds and compiles here: each engine runs the text itself, which is what makes group commit possible and
// a hot read cheap.
const builders: Record<Engine, QueryBuilder> = {
  sqlite: new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
};

/**
 * Defines a query: `statement((db, poolId: string) => db.selectFrom('users')…where('pool_id', '=', poolId))`. The
 * function is called once per engine, with placeholders for its arguments: it may pass them on as values, and nothing else.
 * @param lock the rows it reads are locked until the transaction ends (SQLite locks the whole database anyway)
 */
export function statement<Args extends readonly unknown[], Row>(
  build: (db: QueryBuilder, ...args: Args) => Compilable<Row>,
  { lock = '' }: { lock?: 'for no key update' | '' } = {},
): Statement<Args, Row> {
  const compiled = new Map<Engine, Prepared>();
  return {
    on(engine) {
      const known = compiled.get(engine);
      if (known) return known;
      const args = Array.from({ length: build.length - 1 }, (_, index) => placeholder(index));
      const query = build(builders[engine], ...(args as unknown as Args)).compile();
      const text = lock && engine === 'postgres' ? `${query.sql} ${lock}` : query.sql;
      const prepared: Prepared = {
        sql: text,
        name: nameOf(text),
        reads: query.query.kind === 'SelectQueryNode' && !lock,
        returnsRows: returnsRows(query.query),
        bind: binder(query.parameters),
      };
      compiled.set(engine, prepared);
      return prepared;
    },
  };
}

/** A row argument, member by member, as `values` and `set` take it. */
export function membersOf<Row extends object>(row: Row, members: readonly (keyof Row & string)[]): Row {
  const { index } = row as unknown as Placeholder;
  return Object.fromEntries(members.map((member) => [member, placeholder(index, member)])) as unknown as Row;
}

/** A statement given as text, for what no builder writes: definitions, pragmas, savepoints. */
export function command(sql: string, returnsRows = false): Statement<readonly unknown[], Record<string, unknown>> {
  const prepared: Prepared = { sql, name: undefined, reads: false, returnsRows, bind: (args) => [...args] as Value[] };
  return { on: () => prepared };
}

/** The same for the same text in every process, so that a connection pooler in between may share what is prepared. */
const nameOf = (text: string): string => `cenote_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

const returnsRows = (query: RootOperationNode): boolean =>
  query.kind === 'SelectQueryNode' || ('returning' in query && query.returning !== undefined);

function binder(parameters: readonly unknown[]): Prepared['bind'] {
  const slots = parameters.map((parameter) =>
    isPlaceholder(parameter) ? parameter : { constant: parameter as Value },
  );
  return (args) =>
    slots.map((slot) => {
      if ('constant' in slot) return slot.constant;
      const argument = args[slot.index];
      const value = slot.member === undefined ? argument : (argument as Record<string, unknown>)[slot.member];
      return storable(value);
    });
}

/** PostgreSQL's text cannot hold U+0000, so neither engine is given it. */
function storable(value: unknown): Value {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new Failure('invalidParameter', { reason: 'A value contains the character U+0000.' });
  }
  return (value ?? null) as Value;
}
