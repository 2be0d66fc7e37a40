import { enoughRandomBytes, sixDigitCode } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { MessageTrigger } from '#domain/messages/message.ts';
import { confirmsByLink, verificationMessage } from '#domain/messages/templates.ts';
import { channelOf } from '#domain/messages/mask.ts';
import type { Client } from '#domain/pools/client.ts';
import type { ContactAttribute, Pool } from '#domain/pools/pool.ts';
import type { CodePurpose } from '#domain/users/code.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';
import { queueMessage, type QueuedDelivery } from './queue-message.ts';

export { deliverPublicly, finishDelivery, type QueuedDelivery } from './queue-message.ts';

const hour = 3_600_000;

/** How long a code works, in milliseconds: an hour to reset a password, a day for everything else. */
export const codeLifetime = (purpose: CodePurpose): number => (purpose === 'forgotPassword' ? hour : 24 * hour);

/** Where a code's fingerprint belongs: it is worth nothing for another user or purpose. */
export const codeContext = (poolId: string, sub: string, purpose: CodePurpose): string =>
  `code/${poolId}/${sub}/${purpose}`;

export interface CodeOrder {
  readonly pool: Pool;
  /** The client that confirms by link; without one the message carries a code. */
  readonly client?: Pick<Client, 'id'> | undefined;
  readonly user: User;
  readonly purpose: CodePurpose;
  readonly trigger: MessageTrigger;
  /** Where it goes: the pending value where there is one and the code is to verify it, else the present one. */
  readonly attribute: ContactAttribute;
}

/** What a code for this purpose would prove: a new address that waits for its verification, or the present one. */
const addressed = ({ user, purpose, attribute }: CodeOrder): string | undefined =>
  (purpose.startsWith('verify:') ? user.pending[attribute] : undefined) ?? user.attributes[attribute];

/**
 * Makes a six-digit code, keeps only its fingerprint, and puts the message that carries it into the outbox, all in the
 * caller's transaction. An earlier code for the same purpose stops working.
 * @throws Failure `codeDelivery` when the user has no such address or nothing can send there
 */
export async function queueCode(
  stores: Pick<Stores, 'codes' | 'messages'>,
  uses: Uses<'clock' | 'random' | 'secrets' | 'messenger' | 'settings'>,
  order: CodeOrder,
): Promise<QueuedDelivery> {
  const { pool, client, user, purpose, trigger, attribute } = order;
  const to = addressed(order);
  if (!to) throw new Failure('codeDelivery', { reason: `The user has no ${attribute} to send a code to.` });
  const code = sixDigitCode(uses.random.bytes(enoughRandomBytes));
  const now = uses.clock.now();
  const hash = uses.secrets.fingerprint(code, codeContext(pool.id, user.sub, purpose));
  await stores.codes.put({
    poolId: pool.id,
    sub: user.sub,
    purpose,
    hash,
    attribute,
    value: to,
    createdAt: now,
    expiresAt: now + codeLifetime(purpose),
  });
  const byLink = client && purpose === 'signUp' && attribute === 'email' && confirmsByLink(pool);
  const link = byLink ? confirmationLink(uses, pool, client, user, code) : undefined;
  const message = verificationMessage(pool, channelOf(attribute), { code, link });
  return queueMessage(stores, uses, { pool, user, trigger, attribute, to, code, link, ...message });
}

function confirmationLink(
  { settings }: Uses<'settings'>,
  pool: Pool,
  client: Pick<Client, 'id'>,
  user: User,
  code: string,
): string {
  const query = new URLSearchParams({ client_id: client.id, user_name: user.username, confirmation_code: code });
  return `${settings.publicUrl}/${pool.id}/confirmUser?${query.toString()}`;
}
