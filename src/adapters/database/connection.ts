import { command, type Engine, type Prepared, type Statement, type Value } from './statement.ts';

export interface Outcome {
  readonly rows: readonly unknown[];
  readonly changes: number;
}

/** Where statements run: the database itself, where each stands alone, or one transaction of it. */
export interface Connection {
  readonly engine: Engine;
  all<Args extends readonly unknown[], Row>(statement: Statement<Args, Row>, ...args: Args): Promise<Row[]>;
  first<Args extends readonly unknown[], Row>(statement: Statement<Args, Row>, ...args: Args): Promise<Row | undefined>;
  /** @returns how many rows were changed */
  run<Args extends readonly unknown[], Row>(statement: Statement<Args, Row>, ...args: Args): Promise<number>;
  /**
   * All of `work` or nothing: a transaction on the database, a savepoint inside a transaction. On the database it answers
   * once it is committed, and `work` may run again when the engine asks for a repetition. Inside, await only the
   * connection: whatever else takes time holds up every other writer, and after five seconds it is rolled back.
   */
  atomic<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
}

export interface Database extends Connection {
  /** Waits for what is under way, then lets go of the file or the server. */
  close(): Promise<void>;
}

/** How an engine does it. */
export interface Transport {
  execute(prepared: Prepared, values: Value[]): Promise<Outcome>;
  atomic<T>(work: (inner: Transport) => Promise<T>): Promise<T>;
}

export function connectionOver(engine: Engine, transport: Transport): Connection {
  const outcomeOf = (statement: Statement<readonly unknown[], unknown>, args: readonly unknown[]) => {
    const prepared = statement.on(engine);
    return transport.execute(prepared, prepared.bind(args));
  };
  return {
    engine,
    all: async <Row>(statement: Statement<readonly unknown[], Row>, ...args: readonly unknown[]) =>
      (await outcomeOf(statement, args)).rows as Row[],
    first: async <Row>(statement: Statement<readonly unknown[], Row>, ...args: readonly unknown[]) =>
      (await outcomeOf(statement, args)).rows[0] as Row | undefined,
    run: async (statement, ...args) => (await outcomeOf(statement, args)).changes,
    atomic: (work) => transport.atomic((inner) => work(connectionOver(engine, inner))),
  };
}

export interface Scope extends Transport {
  /** From now on every use is an error: the transaction is over. */
  end(): void;
}

/** The inside of a transaction. What is asked of it at the same time happens in turn; `atomic` is a savepoint. */
export function scopeOver(execute: (prepared: Prepared, values: Value[]) => Promise<Outcome>, depth = 0): Scope {
  const inTurn = turns();
  let over = false;
  const guarded = async (prepared: Prepared, values: Value[]) => {
    if (over) throw new Error('A statement came after its transaction had ended: something inside was not awaited.');
    return execute(prepared, values);
  };
  const mark = (sql: string) => guarded(command(`${sql} step_${depth}`).on('sqlite'), []);
  return {
    execute: (prepared, values) => inTurn(() => guarded(prepared, values)),
    atomic: (work) =>
      inTurn(async () => {
        await mark('SAVEPOINT');
        const inner = scopeOver(guarded, depth + 1);
        try {
          const result = await work(inner);
          inner.end();
          await mark('RELEASE SAVEPOINT');
          return result;
        } catch (error) {
          inner.end();
          // Where this fails the transaction itself is broken, which its commit notices; the first error says more.
          await mark('ROLLBACK TO SAVEPOINT').then(
            () => mark('RELEASE SAVEPOINT'),
            () => undefined,
          );
          throw error;
        }
      }),
    end() {
      over = true;
    },
  };
}

/** Runs tasks one after the other, in the order in which they came. */
function turns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
