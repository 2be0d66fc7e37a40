import type { Channel, QueuedMessage } from '#domain/messages/message.ts';

/** Takes messages that are already in the outbox on their way. */
export interface Messenger {
  /** Whether messages for this channel can be sent at all. */
  canSend(channel: Channel): boolean;
  /**
   * The state in which a new message enters the outbox, and when the background takes it up if nobody has sent it by
   * then: `kept` where it stays to be read, `queued` where it is sent.
   */
  enter(channel: Channel, now: number): Pick<QueuedMessage, 'state' | 'nextAttemptAt'>;
  /**
   * Makes the first attempt to send a committed message, for a few seconds at most; later attempts follow by themselves.
   * @throws Failure `codeDelivery` when the receiver is refused for good
   */
  dispatch(messageId: string): Promise<void>;
  /** Like `dispatch`, but nobody waits for it or learns how it went: for answers that must not tell whether a user exists. */
  dispatchSilently(messageId: string): void;
}
