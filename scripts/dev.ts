// `npm run dev`: a server with a fresh SQLite file in a temporary folder, and one working example on the screen.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = mkdtempSync(join(tmpdir(), 'cenote-dev-'));
const program = fileURLToPath(new URL('../bin/cenote.js', import.meta.url));
console.log(`Fresh data in ${data}, removed at the end. Messages stand at /_cenote/outbox.\n`);

const server = spawn(
  process.execPath,
  ['--watch-preserve-output', '--watch', program, 'start', '--data', data, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  rmSync(data, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
