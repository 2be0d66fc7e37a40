import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { environment } from '#config/environment.ts';
import { getRequest } from './aws-request.ts';
import { openConnection } from './http-connection.ts';

/** A running `cenote start`. */
export interface CenoteProcess extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** From starting the process to its first 200 at /readyz, in milliseconds. */
  readonly readyAfter: number;
}

const program = fileURLToPath(new URL('../bin/cenote.js', import.meta.url));
const patience = 30_000;

/**
 * Starts the server on a free port, as anyone would start it.
 * @throws Error when it ends, or is not ready in half a minute
 */
export async function startCenote(data: string): Promise<CenoteProcess> {
  const port = await freePort();
  const begin = performance.now();
  const server = spawn(process.execPath, [program, 'start', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, CENOTE_PORT: String(port) },
  });
  const ended = once(server, 'exit');
  const remarks = text(server.stderr);
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  while (!(await isReady(port))) {
    if (server.exitCode !== null) {
      // oxlint-disable-next-line no-await-in-loop -- the last turn of the loop
      throw new Error(`The server ended with code ${server.exitCode}: ${await remarks}`);
    }
    if (performance.now() - begin > patience) {
      server.kill('SIGKILL');
      throw new Error('The server did not get ready.');
    }
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  return {
    pid: server.pid ?? 0,
    port,
    readyAfter: performance.now() - begin,
    async [Symbol.asyncDispose]() {
      server.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  const connection = await openConnection(port).catch(() => undefined);
  if (!connection) return false;
  const answer = await connection.send(getRequest('/readyz')).catch(() => undefined);
  connection.close();
  return answer?.status === 200;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
