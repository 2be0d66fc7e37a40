import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { systemClock, virtualClock } from '#adapters/clock.ts';
import { systemRandom } from '#adapters/random.ts';
import type { Config } from '#config/config.ts';
import type { Readiness } from '#fronts/operations/front.ts';
import { application } from './application.ts';
import { compose, type Composition } from './compose.ts';
import { logger } from './log.ts';
import { ensureRootKey } from './root-key.ts';

export interface RunningServer {
  /** Where it answers: `http://localhost:9229`. */
  readonly url: string;
  /** Stops accepting, finishes what is in flight, then closes the database. */
  close(): Promise<void>;
}

/** How long requests in flight may take once the server is told to stop, in milliseconds. */
const drainTime = 10_000;

/**
 * Starts serving.
 * @throws what stands in the way of it: an address in use, a database that does not answer, a master key that does not fit
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = logger(config);
  const state = { port: config.port, stopping: false };
  const clock = config.mode === 'development' ? virtualClock() : systemClock;
  const composition = await compose(config, { clock, random: systemRandom, port: () => state.port, log });
  try {
    await ensureRootKey(composition.services.store, {
      clock,
      random: systemRandom,
      accountId: config.accountId,
      data: config.data,
    });
    const app = application(config, composition, { log, clock, readiness: readinessOf(composition, state) });
    // Health checks of load balancers may speak HTTP/1.0, which has no Host header. The adapter's own Response, which it
    // puts in the global's place, reaches the socket without a stream in between.
    const server = await listen(config, getRequestListener(app.fetch, { hostname: 'localhost' }));
    state.port = (server.address() as AddressInfo).port;
    return {
      url: `${config.tls ? 'https' : 'http'}://localhost:${state.port}`,
      async close() {
        state.stopping = true;
        await closeServer(server);
        await composition.close();
      },
    };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

const readinessOf =
  ({ services: { store } }: Composition, state: { stopping: boolean }) =>
  async (): Promise<Readiness> => {
    if (state.stopping) return { ready: false, detail: 'The server is stopping.' };
    try {
      await store.configurationVersion();
      return { ready: true, detail: 'Serving.' };
    } catch {
      return { ready: false, detail: 'The database does not answer.' };
    }
  };

async function listen(
  config: Config,
  listener: ReturnType<typeof getRequestListener>,
): Promise<Server & { closeIdleConnections(): void; closeAllConnections(): void }> {
  const server = config.tls
    ? createSecureServer({ cert: await readFile(config.tls.cert), key: await readFile(config.tls.key) }, listener)
    : createServer(listener);
  // Longer than the idle time of usual load balancers, so that they close connections and not we under their requests.
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

/** Connections are closed as they fall idle: clients keep them open for later, and there is no later. */
async function closeServer(server: Awaited<ReturnType<typeof listen>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const impatience = setTimeout(() => server.closeAllConnections(), drainTime);
  await closed;
  clearInterval(idle);
  clearTimeout(impatience);
}
