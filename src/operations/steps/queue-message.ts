import { orderedUuid } from '#crypto/ordered-uuid.ts';
import { Failure } from '#domain/failures.ts';
import { channelOf, maskedDestination } from '#domain/messages/mask.ts';
import type { MessageTrigger } from '#domain/messages/message.ts';
import type { RenderedMessage } from '#domain/messages/templates.ts';
import type { Client } from '#domain/pools/client.ts';
import type { ContactAttribute, Pool } from '#domain/pools/pool.ts';
import { senderOf } from '#domain/pools/sender.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';

/** A message that is in the outbox and, once its transaction is committed, waits for its first attempt. */
export interface QueuedDelivery {
  readonly messageId: string;
  readonly attribute: ContactAttribute;
  readonly to: string;
}

/** How AWS tells where a code went. */
export interface DeliveryDetails {
  readonly Destination: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly AttributeName: ContactAttribute;
}

export interface OutgoingMessage extends RenderedMessage {
  readonly pool: Pool;
  readonly user: Pick<User, 'username'>;
  readonly trigger: MessageTrigger;
  readonly attribute: ContactAttribute;
  readonly to: string;
  readonly code: string;
  readonly link?: string | undefined;
}

/**
 * Puts a message into the outbox, in the transaction of what it tells about.
 * @throws Failure `codeDelivery` when nothing here can send over that channel
 */
export async function queueMessage(
  { messages }: Pick<Stores, 'messages'>,
  { messenger, random, clock }: Uses<'messenger' | 'random' | 'clock'>,
  { pool, user, trigger, attribute, to, subject, body, code, link }: OutgoingMessage,
): Promise<QueuedDelivery> {
  const channel = channelOf(attribute);
  if (!messenger.canSend(channel))
    throw new Failure('codeDelivery', { reason: `This server has no sender for ${channel} messages.` });
  const now = clock.now();
  // In order, so that the newest message to somebody is known even among those of one millisecond.
  const id = orderedUuid(random.bytes(8), now);
  const { from, replyTo } = senderOf(channel === 'email' ? pool.settings : {});
  await messages.insert({
    id,
    poolId: pool.id,
    username: user.username,
    channel,
    to,
    trigger,
    subject,
    body,
    code,
    link,
    from,
    replyTo,
    createdAt: now,
    attempts: 0,
    sentAt: undefined,
    lastError: undefined,
    ...messenger.enter(channel, now),
  });
  return { messageId: id, attribute, to };
}

/** A delivery in AWS's words, with the destination masked. */
export const deliveryDetails = (attribute: ContactAttribute, to: string): DeliveryDetails => ({
  Destination: maskedDestination(attribute, to),
  DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
  AttributeName: attribute,
});

/**
 * Makes the first attempt to deliver, after the commit.
 * @throws Failure `codeDelivery` when the receiver is refused for good; what was committed stays
 */
export async function finishDelivery(
  { messenger }: Uses<'messenger'>,
  { messageId, attribute, to }: QueuedDelivery,
): Promise<DeliveryDetails> {
  await messenger.dispatch(messageId);
  return deliveryDetails(attribute, to);
}

/**
 * Delivers what a public call asked for. Where the client hides whether users exist, nobody waits for the mail server or
 * learns what it said: for a user who is not there, no mail server would have been asked.
 * @throws Failure `codeDelivery` as `finishDelivery` does, where the client hides nothing
 */
export async function deliverPublicly(
  uses: Uses<'messenger'>,
  client: Pick<Client, 'hidesUnknownUsers'>,
  delivery: QueuedDelivery,
): Promise<DeliveryDetails> {
  if (!client.hidesUnknownUsers) return finishDelivery(uses, delivery);
  uses.messenger.dispatchSilently(delivery.messageId);
  return deliveryDetails(delivery.attribute, delivery.to);
}
