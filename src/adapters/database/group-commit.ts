import { scopeOver, type Outcome, type Transport } from './connection.ts';
import { explained, isBusy, type SqliteConnection } from './sqlite-connection.ts';
import type { Prepared, Value } from './statement.ts';

/** What waits to be written: it runs inside the open transaction and learns afterwards whether that was committed. */
interface Job {
  run(): Promise<void> | undefined;
  /** Why it failed, if it did. */
  readonly failure: () => unknown;
  /** @param lost why nothing was written although the job itself may have gone well */
  settle(lost?: unknown): void;
}

export interface Limits {
  /** Jobs that share one commit at most. */
  readonly jobs: number;
  /** After this many milliseconds a batch takes no more jobs. */
  readonly batch: number;
  /** How long a transaction may take, in milliseconds: while it waits for something, every writer waits. */
  readonly transaction: number;
  /** How long another process's lock is waited for, in milliseconds. */
  readonly lock: number;
}

export const usualLimits: Limits = { jobs: 64, batch: 4, transaction: 5_000, lock: 5_000 };

export interface Writer extends Transport {
  /** When nothing waits any more. */
  idle(): Promise<void>;
}

/**
 * Writes through one connection, in turn, with one commit for all that wait at the same moment: a commit is a disk flush,
 * and requests that come together can share it. A job that fails is undone alone; if the commit fails, all of its jobs do.
 */
export function groupCommit(connection: SqliteConnection, limits: Limits = usualLimits): Writer {
  const waiting: Job[] = [];
  let running = false;
  let rest = Promise.resolve();

  const enqueue = (job: Job) => {
    waiting.push(job);
    if (running) return;
    running = true;
    rest = run();
  };

  async function run() {
    // One turn of the event loop, so that whatever else has arrived joins the batch.
    do {
      await nextTurn();
      await runBatch();
    } while (waiting.length > 0);
    running = false;
  }

  async function runBatch() {
    try {
      await begin(connection, limits.lock);
    } catch (error) {
      for (const job of waiting.splice(0)) job.settle(explained(error));
      return;
    }
    const done: Job[] = [];
    try {
      const until = performance.now() + limits.batch;
      do {
        const job = waiting.shift() as Job;
        done.push(job);
        await job.run();
        // On the gravest errors, such as a full disk, SQLite gives up the whole transaction.
        if (!connection.inTransaction()) throw job.failure() ?? new Error('The transaction was ended from inside.');
      } while (waiting.length > 0 && done.length < limits.jobs && performance.now() < until);
      connection.command('COMMIT');
    } catch (error) {
      try {
        rollBack(connection);
      } catch {
        // What failed first says more, and before the next batch this is tried again.
      }
      for (const job of done) job.settle(explained(error));
      return;
    }
    for (const job of done) job.settle();
  }

  return {
    execute: (prepared, values) =>
      new Promise((resolve, reject) => enqueue(singleJob(connection, prepared, values, resolve, reject))),
    atomic: (work) =>
      new Promise((resolve, reject) => enqueue(transactionJob(connection, work, limits.transaction, resolve, reject))),
    async idle() {
      while (running) await rest;
    },
  };
}

type Settle<T> = (value: T) => void;

/** A statement alone needs no savepoint: SQLite itself undoes one that fails. */
const singleJob = (
  connection: SqliteConnection,
  prepared: Prepared,
  values: Value[],
  resolve: Settle<Outcome>,
  reject: Settle<unknown>,
): Job =>
  jobOf(resolve, reject, (succeeded, failed) => {
    try {
      succeeded(connection.execute(prepared, values));
    } catch (error) {
      failed(error);
    }
    return undefined;
  });

const transactionJob = <T>(
  connection: SqliteConnection,
  work: (inner: Transport) => Promise<T>,
  limit: number,
  resolve: Settle<T>,
  reject: Settle<unknown>,
): Job =>
  jobOf<T>(resolve, reject, async (succeeded, failed) => {
    const scope = scopeOver(async (prepared, values) => connection.execute(prepared, values), 1);
    try {
      connection.command('SAVEPOINT job');
      const result = await within(limit, work(scope));
      scope.end();
      connection.command('RELEASE job');
      succeeded(result);
    } catch (error) {
      scope.end();
      failed(error);
      if (!connection.inTransaction()) return;
      connection.command('ROLLBACK TO job');
      connection.command('RELEASE job');
    }
  });

/** Keeps how the work ended until it is known whether that was committed. */
function jobOf<T>(
  resolve: Settle<T>,
  reject: Settle<unknown>,
  run: (succeeded: Settle<T>, failed: Settle<unknown>) => Promise<void> | undefined,
): Job {
  let outcome: { result: T } | { error: unknown };
  const succeeded = (result: T) => void (outcome = { result });
  const failed = (error: unknown) => void (outcome = { error: explained(error) });
  return {
    run: () => run(succeeded, failed),
    failure: () => ('error' in outcome ? outcome.error : undefined),
    settle(lost) {
      if (lost !== undefined) reject(lost);
      else if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    },
  };
}

function rollBack(connection: SqliteConnection): void {
  if (connection.inTransaction()) connection.command('ROLLBACK');
}

/** Begins a transaction, once a batch that could not be undone is. */
async function begin(connection: SqliteConnection, patience: number): Promise<void> {
  rollBack(connection);
  const until = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return connection.command('BEGIN IMMEDIATE');
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`A transaction took longer than ${limit} ms and was undone.`)), limit);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
