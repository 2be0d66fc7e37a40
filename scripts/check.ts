// Everything but the tests, at once; prints what failed and how long each took.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

interface Check {
  name: string;
  command: string;
  /** What to do when it fails. */
  mend: string;
}

const checks: Check[] = [
  { name: 'types', command: 'tsc -p .', mend: 'mend the types' },
  { name: 'unused code', command: 'knip --no-progress --treat-config-hints-as-errors', mend: 'use it or remove it' },
  { name: 'generated files', command: 'node scripts/gen.ts --check', mend: 'npm run gen' },
  { name: 'lint', command: 'oxlint --deny-warnings', mend: 'npx oxlint --fix mends what can be mended by itself' },
  { name: 'format', command: 'oxfmt --check .', mend: 'npm run format' },
  { name: 'layers', command: 'node scripts/check-layers.ts', mend: 'see “Who may import whom” in CONTRIBUTING.md' },
  { name: 'licences', command: 'node scripts/check-licences.ts', mend: 'see “Dependencies” in CONTRIBUTING.md' },
];

/** Runs one check; true when it passed. Output is shown only when it failed. */
async function passes({ name, command, mend }: Check): Promise<boolean> {
  const started = performance.now();
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  );
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code === 0) console.log(`✓ ${name} (${seconds} s)`);
  else console.error(`✗ ${name} (${seconds} s): ${command}\n${`${output}${errors}`.trim()}\n  → ${mend}\n`);
  return code === 0;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const waiting = [...checks];
let failed = 0;
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await passes(next))) failed += 1;
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (failed > 0) {
  console.error(`${failed} of ${checks.length} checks failed.`);
  process.exitCode = 1;
}
