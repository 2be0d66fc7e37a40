import { setTimeout as pause } from 'node:timers/promises';
import type { QueuedMessage } from '#domain/messages/message.ts';
import type { MessageStore } from '#ports/stores.ts';

/** Which messages are asked for, and how many milliseconds to wait for the first of them. */
export interface OutboxQuery {
  readonly filter: { to?: string; username?: string; poolId?: string; since?: number };
  readonly wait: number;
}

/** Between two looks at the database while somebody waits, in milliseconds. */
const look = 150;
const longestWait = 30_000;
const mostWaiting = 64;
const pageSize = 100;

/** Reads the query of `GET /_cenote/outbox`. @returns what is wrong with it, as text */
export function outboxQuery(query: Readonly<Record<string, string>>): OutboxQuery | string {
  const { to, username, pool: poolId, since, wait = '0' } = query;
  if (since !== undefined && !/^\d{1,15}$/.test(since)) return '“since” is a time in milliseconds since 1970.';
  if (!/^\d{1,6}(?:\.\d{1,3})?$/.test(wait)) return '“wait” is a number of seconds.';
  const filter = {
    ...(to !== undefined && { to }),
    ...(username !== undefined && { username }),
    ...(poolId !== undefined && { poolId }),
    ...(since !== undefined && { since: Number(since) }),
  };
  return { filter, wait: Math.min(Number(wait) * 1_000, longestWait) };
}

/** A message as a script that tests sign-up wants it. */
const shown = ({ id, createdAt, sentAt, channel, to, username, poolId, trigger, ...content }: QueuedMessage) => ({
  id,
  sentAt: sentAt ?? createdAt,
  channel,
  to,
  username,
  userPoolId: poolId,
  trigger,
  subject: content.subject ?? null,
  body: content.body,
  code: content.code ?? null,
  link: content.link ?? null,
});

export type ShownMessage = ReturnType<typeof shown>;

/** Answers queries of the outbox; those that wait look again and again, as a message may come from another process. */
export function outboxReader(messages: Pick<MessageStore, 'list'>) {
  let waiting = 0;
  const read = async ({ filter }: OutboxQuery): Promise<ShownMessage[]> =>
    (await messages.list(filter, pageSize)).map(shown);

  async function waitFor(query: OutboxQuery, signal: AbortSignal): Promise<ShownMessage[]> {
    const end = performance.now() + query.wait;
    let found = await read(query);
    while (found.length === 0 && performance.now() < end && !signal.aborted) {
      await pause(Math.min(look, Math.max(1, end - performance.now())));
      found = await read(query);
    }
    return found;
  }

  /** @returns the messages, newest first; undefined when too many wait already */
  return async (query: OutboxQuery, signal: AbortSignal): Promise<ShownMessage[] | undefined> => {
    if (query.wait === 0) return read(query);
    if (waiting >= mostWaiting) return undefined;
    waiting++;
    try {
      return await waitFor(query, signal);
    } finally {
      waiting--;
    }
  };
}
