import { startChild, type Child } from './child.ts';
import type { Load, Prepared } from './load-generator.ts';
import type { PrimitiveName } from './primitives/primitive.ts';
import { cpuTime } from './process-usage.ts';
import type { Site } from './site.ts';
import type { Workload } from './workload.ts';

/** What one measurement of a workload found. Times in milliseconds. */
export interface Measurement {
  readonly name: string;
  readonly concurrency: number;
  readonly operationsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server per operation, all threads. */
  readonly cpu: number;
  /** How many cores the server kept busy. */
  readonly busy: number;
  /** What its parts cost on their own, measured just before. */
  readonly parts: readonly { readonly name: string; readonly times: number; readonly cost: number }[];
  readonly limit: number;
  /** `cpu` over `limit`. */
  readonly ratio: number;
  readonly aim?: number | undefined;
  readonly rate?: number | undefined;
  readonly scale?: Workload['scale'];
}

/** The processes beside the server. */
export interface Bench extends AsyncDisposable {
  readonly primitives: Child;
  readonly bareServer: Child;
  readonly barePort: number;
  /** What each primitive is that was measured. */
  readonly about: Map<string, string>;
}

/** Starts them. @param folder where the storage primitives keep their file: on the server's disk */
export async function openBench(folder: string): Promise<Bench> {
  const primitives = startChild('primitives/process.ts', folder);
  const bareServer = startChild('bare-server.ts');
  const { port: barePort } = await bareServer.ask<{ port: number }>();
  return {
    primitives,
    bareServer,
    barePort,
    about: new Map([['httpExchange', 'HTTP: the same bytes through a bare node:http server']]),
    async [Symbol.asyncDispose]() {
      await Promise.all([primitives[Symbol.asyncDispose](), bareServer[Symbol.asyncDispose]()]);
    },
  };
}

/** Milliseconds. CPU time is counted in hundredths of a second, so that less of it may come out as none. */
const shortest = 100;

export interface Conditions {
  readonly site: Site;
  readonly serverPid: number;
  readonly duration: number;
  readonly rounds: number;
  /** Primitives that say nothing here: SQLite's, when the server runs on PostgreSQL. */
  readonly leftOut: ReadonlySet<PrimitiveName>;
}

/** Measures a workload and its parts in turn, several times, and answers the measurement with the middle ratio. */
export async function measure(bench: Bench, workload: Workload, conditions: Conditions): Promise<Measurement> {
  const { site, duration, rounds } = conditions;
  await using generator = startChild('load-generator.ts');
  const { answerLength } = await generator.ask<Prepared>({ do: 'prepare', workload: workload.name, site });
  // What has not run yet is not compiled yet.
  if (workload.exchanges > 0) {
    await bench.bareServer.ask({ length: answerLength });
    await generator.ask({ do: 'replay', port: bench.barePort, duration: duration / 4 });
  }
  await warmUp(generator, duration / 2);

  const measurements: Measurement[] = [];
  for (let round = 0; round < rounds; round++) measurements.push(await once(bench, generator, workload, conditions));
  return measurements.toSorted((one, other) => one.ratio - other.ratio)[Math.floor(rounds / 2)] as Measurement;
}

const warm = 5_000;

/** A busy machine takes longer until what runs often is compiled; what costs much does not run often. */
async function warmUp(generator: Child, duration: number): Promise<void> {
  for (let operations = 0, turn = 0; operations < warm && turn < 6; turn++) {
    operations += (await generator.ask<Load>({ do: 'run', duration })).operations;
  }
}

async function once(
  bench: Bench,
  generator: Child,
  workload: Workload,
  { serverPid, duration, leftOut }: Conditions,
): Promise<Measurement> {
  const { primitives, about } = bench;
  const parts =
    workload.exchanges > 0 ? [await bareExchanges(bench, generator, workload, Math.max(duration * 0.4, shortest))] : [];
  for (const { primitive, times } of workload.parts) {
    if (leftOut.has(primitive)) continue;
    const order = { name: primitive, duration: duration * 0.15 };
    const answer = await primitives.ask<{ cost: number; about: string }>(order);
    about.set(primitive, answer.about);
    parts.push({ name: primitive, times, cost: answer.cost });
  }
  const worker = workload.exchanges > 0 ? serverPid : generator.pid;
  const { load, cpu } = await usedDuring(worker, () => generator.ask<Load>({ do: 'run', duration }));
  const limit = parts.reduce((sum, { times, cost }) => sum + times * cost, 0);
  return {
    name: workload.name,
    concurrency: workload.concurrency,
    operationsPerSecond: (load.operations * 1_000) / load.elapsed,
    p50: load.p50,
    p99: load.p99,
    cpu,
    busy: (cpu * load.operations) / load.elapsed,
    parts,
    limit,
    ratio: cpu / limit,
    aim: workload.aim,
    rate: workload.rate,
    scale: workload.scale,
  };
}

/** What the same bytes cost a server that does nothing with them. */
async function bareExchanges(
  { bareServer, barePort: port }: Bench,
  generator: Child,
  { exchanges: times }: Workload,
  duration: number,
): Promise<Measurement['parts'][number]> {
  const { cpu } = await usedDuring(bareServer.pid, () => generator.ask<Load>({ do: 'replay', port, duration }));
  return { name: 'httpExchange', times, cost: cpu / times };
}

/** CPU time per operation of a process while the load runs. */
async function usedDuring(pid: number, run: () => Promise<Load>): Promise<{ load: Load; cpu: number }> {
  const before = cpuTime(pid);
  const load = await run();
  return { load, cpu: (cpuTime(pid) - before) / load.operations };
}
