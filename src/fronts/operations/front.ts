import { Hono } from 'hono';

/** Whether the server can do its work right now; for load balancers and for whoever starts it. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: string;
}

/**
 * `/healthz` answers 200 while the process lives. `/readyz` answers 200 only while requests can be served: the database
 * answers and the server is not on its way down.
 */
export function operationsFront(readiness: () => Promise<Readiness>): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (c) => {
    const { ready, detail } = await readiness();
    return c.json({ status: ready ? 'ready' : 'unavailable', detail }, ready ? 200 : 503, {
      'cache-control': 'no-store',
    });
  });
  return app;
}
