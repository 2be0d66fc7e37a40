import type { QueuedMessage } from '#domain/messages/message.ts';
import type { MessageStore } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import type { MessengerEvent } from './messenger-event.ts';

export interface KeepSending {
  readonly messages: MessageStore;
  readonly clock: Clock;
  /** For how long claimed messages belong to this process, in milliseconds. */
  readonly claim: number;
  readonly interval: number;
  deliver(message: QueuedMessage): Promise<unknown>;
  report(event: MessengerEvent): void;
}

const batch = 8;

/** Looks for messages that are due again and again, and delivers them, until it is stopped. */
export function keepSending({ messages, clock, claim, interval, deliver, report }: KeepSending): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();

  async function sendDue(): Promise<void> {
    let claimed: readonly QueuedMessage[];
    do {
      const now = clock.now();
      // A batch at a time, so that a long queue takes no memory.
      claimed = await messages.claimDue(now, now + claim, batch);
      await Promise.all(claimed.map(deliver));
    } while (claimed.length === batch && !stopped);
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      round = sendDue()
        .catch((error: unknown) => report({ what: 'broken', messageId: undefined, reason: String(error) }))
        .then(schedule);
    }, interval);
    timer.unref();
  }

  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
