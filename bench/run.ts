import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRootCredentials } from '#config/credentials-file.ts';
import { environment } from '#config/environment.ts';
import { databaseFile } from '#server/open-store.ts';
import { startCenote, type CenoteProcess } from './cenote-process.ts';
import { fillPools } from './fill-pools.ts';
import { makePools } from './make-pools.ts';
import { measure, openBench, type Measurement } from './measure.ts';
import type { BenchOptions } from './options.ts';
import type { PrimitiveName } from './primitives/primitive.ts';
import { memory } from './process-usage.ts';
import { growths, type Footprint, type Growth } from './report.ts';
import type { FilledPool } from './site.ts';
import { workloads } from './workloads.ts';

export interface Results {
  readonly measurements: readonly Measurement[];
  readonly growth: readonly Growth[];
  readonly footprint: Footprint;
  /** What each primitive is. */
  readonly about: Readonly<Record<string, string>>;
}

type Say = (text: string) => void;

const storagePrimitives: readonly PrimitiveName[] = ['commit', 'sharedCommit', 'read', 'readTen'];

/** The whole of a run: pools and users are made, the server is started, and every workload measured. */
export async function runBench(options: BenchOptions, data: string, say: Say): Promise<Results> {
  const { sizes, rounds, duration } = options;
  const { pools, firstReady } = await filled(data, sizes, say);

  say('starting the server …');
  const readyTimes = await timesToReady(data, options.starts);
  await using server = await startCenote(data);
  await new Promise((resolve) => setTimeout(resolve, Math.min(duration, 1_000)));
  const idle = memory(server.pid).resident;

  await using bench = await openBench(data);
  const site = { port: server.port, credentials: await credentialsIn(data), pools, run: Date.now().toString(36) };
  const leftOut = new Set(environment['CENOTE_DATABASE_URL'] ? storagePrimitives : []);
  const chosen = workloads(pools).filter(
    ({ name }) =>
      options.only.length === 0 || options.only.some((part) => name.toLowerCase().includes(part.toLowerCase())),
  );
  const measurements: Measurement[] = [];
  for (const [index, workload] of chosen.entries()) {
    say(`measuring ${index + 1} of ${chosen.length}: ${workload.name} …`);
    measurements.push(await measure(bench, workload, { site, serverPid: server.pid, duration, rounds, leftOut }));
  }
  const { resident: exercised, peak } = memory(server.pid);
  const users = sizes.reduce((sum, size) => sum + size, 0);
  return {
    measurements,
    growth: growths(measurements),
    footprint: { firstReady, ready: middle(readyTimes), idle, users, exercised, peak },
    about: Object.fromEntries(bench.about),
  };
}

/** The pools with their users: those that the folder has from an earlier run, or new ones. */
async function filled(
  data: string,
  sizes: readonly number[],
  say: Say,
): Promise<{ pools: readonly FilledPool[]; firstReady: number }> {
  const record = join(data, 'bench.json');
  if (existsSync(record)) {
    const known = JSON.parse(readFileSync(record, 'utf8')) as { pools: FilledPool[]; firstReady: number };
    if (known.pools.map(({ users }) => users).join() === sizes.join()) return known;
  }
  if (existsSync(databaseFile(data))) {
    throw new Error(`${data} holds a database that is not of a finished run with these sizes: name another folder.`);
  }
  say('starting the server for the first time …');
  const { pools, firstReady } = await emptyPools(data, sizes);
  const begin = performance.now();
  await fillPools(data, pools, (done, of) => say(`adding users: ${Math.floor((100 * done) / of)} %`));
  say(`users were added in ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
  writeFileSync(record, JSON.stringify({ pools, firstReady }));
  return { pools, firstReady };
}

async function emptyPools(data: string, sizes: readonly number[]) {
  await using server = await startCenote(data);
  return { pools: await makePools(server.port, await credentialsIn(data), sizes), firstReady: server.readyAfter };
}

async function credentialsIn(data: string) {
  const credentials = await readRootCredentials(data);
  if (!credentials) throw new Error(`There is no root key in ${data}.`);
  return credentials;
}

async function timesToReady(data: string, starts: number): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    await using server: CenoteProcess = await startCenote(data);
    times.push(server.readyAfter);
  }
  return times;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
