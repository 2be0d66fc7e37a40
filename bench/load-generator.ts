import { openConnection, type HttpConnection } from './http-connection.ts';
import type { Operation } from './workload.ts';
import { workloadNamed } from './workloads.ts';
import type { Site } from './site.ts';

/*
 * Makes the load of one workload, in a process of its own. Three kinds of order: make ready, run for a while against
 * the server, and replay the same bytes against the bare server.
 */
type Order =
  | { readonly do: 'prepare'; readonly workload: string; readonly site: Site }
  | { readonly do: 'run'; readonly duration: number }
  | { readonly do: 'replay'; readonly port: number; readonly duration: number };

/** What came of a run. Times in milliseconds. */
export interface Load {
  readonly operations: number;
  readonly elapsed: number;
  readonly p50: number;
  readonly p99: number;
}

/** The exchanges of one operation, and how long their answers were on average. */
export interface Prepared {
  readonly exchanges: number;
  readonly answerLength: number;
}

let connections: HttpConnection[] = [];
let operation: Operation;
let awake = false;
let turns = 0;
let recorded: { request: string; answer: number }[] = [];

async function prepare(name: string, site: Site): Promise<Prepared> {
  const workload = workloadNamed(name, site.pools);
  connections = await Promise.all(Array.from({ length: workload.concurrency }, () => openConnection(site.port)));
  operation = await workload.prepare(site, connections[0]!);
  // Where passwords are hashed every core is needed, and an exchange counts for little; where there is none, nobody sleeps.
  awake = workload.exchanges > 0 && workload.parts.every(({ primitive }) => primitive !== 'argon2id');
  const { send } = connections[0]!;
  const recording: HttpConnection = {
    ...connections[0]!,
    async send(request) {
      const answer = await send(request);
      recorded.push({ request, answer: answer.body.length });
      return answer;
    },
  };
  recorded = [];
  await operation(recording, turns++);
  const total = recorded.reduce((sum, { answer }) => sum + answer, 0);
  return { exchanges: recorded.length, answerLength: Math.round(total / Math.max(1, recorded.length)) };
}

async function run(over: readonly HttpConnection[], once: Operation, duration: number): Promise<Load> {
  const latencies: number[] = [];
  const begin = performance.now();
  const until = begin + duration;
  if (awake) stayAwake(until);
  await Promise.all(
    over.map(async (connection) => {
      for (let start = begin; start < until;) {
        await once(connection, turns++);
        const end = performance.now();
        latencies.push(end - start);
        start = end;
      }
    }),
  );
  const elapsed = performance.now() - begin;
  const sorted = Float64Array.from(latencies).toSorted();
  const percentile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { operations: sorted.length, elapsed, p50: percentile(0.5), p99: percentile(0.99) };
}

/**
 * Whoever writes to a process that sleeps has to wake it, which is dear, and the slower a server is the more often its
 * clients sleep. So that it costs every server the same to answer, this process does not.
 */
function stayAwake(until: number): void {
  if (performance.now() < until) setImmediate(stayAwake, until);
}

async function replay(port: number, duration: number): Promise<Load> {
  const over = await Promise.all(connections.map(() => openConnection(port)));
  const load = await run(
    over,
    async (connection) => {
      for (const { request } of recorded) await connection.send(request);
    },
    duration,
  );
  for (const connection of over) connection.close();
  return load;
}

async function obey(order: Order): Promise<object> {
  if (order.do === 'prepare') return prepare(order.workload, order.site);
  return order.do === 'run' ? run(connections, operation, order.duration) : replay(order.port, order.duration);
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
