import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MessageStore } from '#ports/stores.ts';
import type { VirtualClock } from '#ports/world.ts';
import { moveClock, shown } from './clock.ts';
import { outboxQuery, outboxReader } from './outbox.ts';
import { sameSiteOnly } from './same-site.ts';

export interface DevelopmentOptions {
  readonly messages: Pick<MessageStore, 'list'>;
  readonly clock: VirtualClock;
  readonly publicUrl: string;
}

/** What makes trying and testing easy, and has no place in production: reading the messages and moving the clock. */
export function developmentFront({ messages, clock, publicUrl }: DevelopmentOptions): Hono {
  const app = new Hono();
  const outbox = outboxReader(messages);
  app.use('/_cenote/*', sameSiteOnly(publicUrl), async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });

  app.get('/_cenote/outbox', async (c) => {
    const query = outboxQuery(c.req.query());
    if (typeof query === 'string') return c.json({ message: query }, 400);
    const found = await outbox(query, c.req.raw.signal);
    return found ? c.json({ messages: found }) : c.json({ message: 'Too many requests wait for messages.' }, 429);
  });

  app.get('/_cenote/clock', (c) => c.json(shown(clock)));
  app.put('/_cenote/clock', bodyLimit({ maxSize: 4_096 }), async (c) => {
    const order: unknown = await c.req.json().catch(() => undefined);
    const problem = moveClock(clock, order);
    return problem ? c.json({ message: problem }, 400) : c.json(shown(clock));
  });
  return app;
}
