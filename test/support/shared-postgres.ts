import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const keeper = fileURLToPath(new URL('shared-postgres-keeper.ts', import.meta.url));
const greeting = 'cenote-postgres\n';
const patience = 60_000;

let shared: Promise<string> | undefined;

/**
 * The address of a PostgreSQL that all test processes of this checkout share. The first one starts it; it ends by itself
 * when nobody holds on to it any more, also when a test process is killed.
 */
export const sharedPostgres = (): Promise<string> => (shared ??= find());

async function find(): Promise<string> {
  // A port of its own for every checkout and user, and the next one where a stranger has it.
  let port = 21_000 + (createHash('sha256').update(`${keeper} ${process.getuid?.()}`).digest().readUInt16BE(0) % 7_000);
  let launched = -1;
  for (const until = performance.now() + patience; performance.now() < until;) {
    const answer = await ask(port);
    if (answer === 'stranger') port++;
    else if (answer !== 'nobody') return answer;
    else if (launched !== port) {
      spawn(process.execPath, [keeper, String(port)], { detached: true, stdio: 'ignore' }).unref();
      launched = port;
    } else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The PostgreSQL that the tests share did not start.');
}

/** The server's address; from then on the connection keeps it alive until this process ends. */
function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const silent = setTimeout(() => settle('stranger'), 2_000);
    const settle = (answer: 'stranger' | 'nobody') => {
      clearTimeout(silent);
      socket.destroy();
      resolve(answer);
    };
    socket.on('error', () => settle('nobody'));
    socket.on('close', () => settle('nobody'));
    socket.on('data', (data) => {
      heard += data.toString();
      if (!greeting.startsWith(heard.slice(0, greeting.length))) return settle('stranger');
      if (heard.length >= greeting.length) clearTimeout(silent);
      const [, url, end] = heard.split('\n');
      if (!url || end === undefined) return;
      socket.unref();
      resolve(url);
    });
  });
}
