import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRootCredentials } from '#config/credentials-file.ts';
import { startCenote } from './cenote-process.ts';
import { openConnection, type HttpConnection } from './http-connection.ts';
import { makePeople, type People } from './timing/people.ts';
import { probes, type Probe } from './timing/probes.ts';
import { heading, row, table } from './timing/report.ts';
import { compare } from './timing/statistics.ts';

/*
 * Whether the time of an answer tells if a user exists, where the client hides it: every probe is asked about names that
 * somebody has and about names that nobody has, in random order, over one connection to a server that does nothing else.
 * Reported and not asserted, because times are the machine's.
 */
const warmUp = 50;

const { values } = parseArgs({ options: { samples: { type: 'string', default: '500' } } });
const samples = Number(values.samples);
if (!Number.isInteger(samples) || samples < 10 || samples > 10_000) {
  console.error('npm run bench:timing -- [--samples N]: measurements of each kind, from 10 to 10000 (500)');
  process.exit(1);
}

const data = mkdtempSync(join(tmpdir(), 'cenote-timing-'));
try {
  await measureAll();
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  await using server = await startCenote(data);
  const root = await readRootCredentials(data);
  if (!root) throw new Error('The server has written no root key.');
  console.error(`making ${2 * (samples + warmUp)} users …`);
  const people = await makePeople(server.port, root, samples + warmUp);
  const connection = await openConnection(server.port);
  const rows: string[][] = [];
  for (const probe of probes) {
    console.error(`measuring ${probe.name} …`);
    const { known, unknown, answers } = await measure(connection, probe, people);
    rows.push(row(probe.name, compare(known, unknown), answers));
  }
  connection.close();
  console.log(`Node ${process.version.slice(1)}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()});`);
  console.log(`${samples} samples of each kind after ${warmUp} that were left out; times in milliseconds\n`);
  console.log(table([heading, heading.map(() => '---'), ...rows]));
}

async function measure(connection: HttpConnection, probe: Probe, people: People) {
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  for (let index = 0; index < samples + warmUp; index++) {
    const first = Math.random() < 0.5;
    for (const kind of first ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const name = people[kind][probe.about][index] ?? '';
      const ready = await probe.ready?.(connection, people.clientId, name);
      const request = probe.request(people.clientId, name, ready);
      const begin = performance.now();
      const { status, body } = await connection.send(request);
      const time = performance.now() - begin;
      if (index < warmUp) continue;
      times[kind].push(time);
      answers[kind].add(`${status} ${(JSON.parse(body) as { __type?: string }).__type ?? ''}`.trim());
    }
  }
  return { ...times, answers };
}
