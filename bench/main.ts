import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '#config/environment.ts';
import { readOptions, usage, type BenchOptions } from './options.ts';
import { runBench, type Results } from './run.ts';
import { partsTable, remarks, table } from './report.ts';
import { workloads } from './workloads.ts';

async function bench(options: BenchOptions): Promise<void> {
  const data = options.data ?? temporaryFolder();
  const results = await runBench(options, data, say);
  say('');
  console.log(printed(results));
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...machine(), ...results }, null, 2)}\n`);
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cenote-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const printed = ({ measurements, growth, footprint, about }: Results): string => {
  const { cpu, cores, node, engine } = machine();
  return [
    `${engine}, Node ${node}, ${cores} cores (${cpu})`,
    table(measurements),
    'What the parts cost, CPU time each:',
    partsTable(measurements, new Map(Object.entries(about))),
    remarks(growth, footprint),
  ].join('\n\n');
};

const machine = () => ({
  engine: environment['CENOTE_DATABASE_URL'] ? 'PostgreSQL' : 'SQLite',
  node: process.version.slice(1),
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  date: new Date().toISOString(),
});

/** Progress stands on one line of a terminal, and is left out elsewhere, but for what lasts. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else if (text !== '' && !text.includes('%')) process.stderr.write(`${text}\n`);
}

const described = ({ sizes }: BenchOptions): string =>
  workloads(sizes.map((users) => ({ poolId: '', clientId: '', users })))
    .map(({ name, exchanges, parts }) => {
      const http =
        exchanges > 0 ? [`  ${exchanges} × httpExchange: the same bytes through a bare node:http server`] : [];
      const others = parts.map(({ primitive, times, why }) => `  ${times} × ${primitive}: ${why}`);
      return [name, ...http, ...others].join('\n');
    })
    .join('\n\n');

// So that whoever interrupts it leaves no server and no folder behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const options = readOptions(process.argv.slice(2));
  if (options.list) console.log(described(options));
  else await bench(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`\n${usage}`);
  process.exitCode = 1;
}
