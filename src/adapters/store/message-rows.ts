import type { Channel, MessageTrigger, QueuedMessage } from '#domain/messages/message.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { MessageRow } from '../database/schema.ts';
import { sealedJson, unsealedJson } from './sealed.ts';

export const messageColumns = [
  'id',
  'pool_id',
  'username',
  'channel',
  'recipient',
  'recipient_key',
  'trigger_name',
  'content',
  'sender',
  'reply_to',
  'created_at',
  'state',
  'attempts',
  'next_attempt_at',
  'sent_at',
  'last_error',
] as const;

/** An index entry has a limit. */
export const recipientKey = (recipient: string): string => recipient.slice(0, 256);

const contextOf = (id: string) => `messages.content/${id}`;

/** What a message says lets its reader in, so it is sealed; to whom it goes is not. */
export const messageRow = (message: QueuedMessage, secrets: Secrets): MessageRow => ({
  id: message.id,
  pool_id: message.poolId,
  username: message.username,
  channel: message.channel,
  recipient: message.to,
  recipient_key: recipientKey(message.to),
  trigger_name: message.trigger,
  content: sealedJson(
    secrets,
    { subject: message.subject, body: message.body, code: message.code, link: message.link },
    contextOf(message.id),
  ),
  sender: message.from ?? null,
  reply_to: message.replyTo ?? null,
  created_at: message.createdAt,
  state: message.state,
  attempts: message.attempts,
  next_attempt_at: message.nextAttemptAt ?? null,
  sent_at: message.sentAt ?? null,
  last_error: message.lastError ?? null,
});

type Content = Partial<Pick<QueuedMessage, 'subject' | 'code' | 'link'>> & Pick<QueuedMessage, 'body'>;

export function messageFrom(row: MessageRow, secrets: Secrets): QueuedMessage {
  const { subject, body, code, link } = unsealedJson<Content>(secrets, row.content, contextOf(row.id));
  return {
    id: row.id,
    poolId: row.pool_id,
    username: row.username,
    channel: row.channel as Channel,
    to: row.recipient,
    trigger: row.trigger_name as MessageTrigger,
    subject,
    body,
    code,
    link,
    from: row.sender ?? undefined,
    replyTo: row.reply_to ?? undefined,
    createdAt: row.created_at,
    state: row.state as QueuedMessage['state'],
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at ?? undefined,
    sentAt: row.sent_at ?? undefined,
    lastError: row.last_error ?? undefined,
  };
}
