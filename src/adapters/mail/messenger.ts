import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#domain/failures.ts';
import type { Channel, QueuedMessage } from '#domain/messages/message.ts';
import { nextAttemptAt } from '#domain/messages/retry.ts';
import type { Messenger } from '#ports/messenger.ts';
import type { MessageStore } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import type { MailSender, Outcome } from './mail-sender.ts';
import type { MessengerEvent } from './messenger-event.ts';
import { keepSending } from './keep-sending.ts';

/** What becomes of a channel's messages: sent, kept to be read, or refused because there is no way. */
export type Sending = MailSender | 'outbox' | 'none';

export interface MessengerOptions {
  readonly messages: MessageStore;
  readonly clock: Clock;
  readonly senders: Readonly<Record<Channel, Sending>>;
  /** Told about failed attempts and failures of the background. Messages themselves never go there. */
  report(event: MessengerEvent): void;
  /** How long an answer waits for the first attempt, in milliseconds. */
  readonly patience?: number;
  /** How often the background looks for messages that are due, in milliseconds. */
  readonly interval?: number;
}

/** So long a message belongs to whoever began to send it, before another process takes it up. Longer than any SMTP dialogue here. */
const claim = 60_000;

/**
 * Sends what is in the outbox: the first attempt at once, later ones from the background, by this process or any other
 * on the same database. A message may come twice when a process dies between sending it and writing that down.
 */
export function outboxMessenger(options: MessengerOptions): Messenger & { close(): Promise<void> } {
  const { messages, clock, senders, report, patience = 4_000, interval = 2_000 } = options;
  const underWay = new Set<Promise<unknown>>();
  const isSender = (sending: Sending): sending is MailSender => typeof sending === 'object';

  async function attempt(message: QueuedMessage): Promise<Outcome> {
    const sender = senders[message.channel];
    const outcome = isSender(sender) ? await sender.send(message) : { refused: 'No sender for this channel.' };
    if ('sent' in outcome) {
      await messages.markSent(message.id, clock.now());
      return outcome;
    }
    const reason = 'refused' in outcome ? outcome.refused : outcome.delayed;
    const next = 'refused' in outcome ? undefined : nextAttemptAt(message.attempts + 1, clock.now());
    await messages.markFailed(message.id, reason, next);
    const what = 'refused' in outcome ? 'refused' : next === undefined ? 'givenUp' : 'delayed';
    report({ what, messageId: message.id, reason });
    return outcome;
  }

  /** Attempts, and counts as under way until it is done, so that closing can wait for it. */
  async function deliver(message: QueuedMessage): Promise<Outcome | undefined> {
    const attempting = attempt(message).catch((error: unknown) => {
      report({ what: 'broken', messageId: message.id, reason: String(error) });
      return undefined; // the claim runs out, and the background takes it up again
    });
    underWay.add(attempting);
    return attempting.finally(() => underWay.delete(attempting));
  }

  async function first(messageId: string): Promise<Outcome | undefined> {
    const message = await messages.find(messageId);
    return message?.state === 'queued' ? deliver(message) : undefined;
  }

  const background = Object.values(senders).some(isSender)
    ? keepSending({ messages, clock, claim, interval, deliver, report })
    : undefined;

  return {
    canSend: (channel) => senders[channel] !== 'none',
    enter: (channel, now) =>
      isSender(senders[channel])
        ? { state: 'queued', nextAttemptAt: now + claim }
        : { state: 'kept', nextAttemptAt: undefined },
    async dispatch(messageId) {
      if (!background) return;
      const waiting = new AbortController();
      const enough = pause(patience, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined);
      const outcome = await Promise.race([first(messageId), enough]);
      waiting.abort();
      if (outcome && 'refused' in outcome) {
        throw new Failure('codeDelivery', { reason: 'The message could not be delivered to the given destination.' });
      }
    },
    dispatchSilently(messageId) {
      if (!background) return;
      first(messageId).catch((error: unknown) => report({ what: 'broken', messageId, reason: String(error) }));
    },
    async close() {
      await background?.stop();
      await Promise.allSettled(underWay);
      for (const sender of Object.values(senders)) if (isSender(sender)) sender.close();
    },
  };
}
