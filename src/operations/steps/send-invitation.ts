import { channelOf } from '#domain/messages/mask.ts';
import { invitationMessage } from '#domain/messages/templates.ts';
import type { ContactAttribute, Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Uses } from '../operation.ts';
import { queueMessage, type QueuedDelivery } from './queue-message.ts';

export interface Invitation {
  readonly pool: Pool;
  readonly user: User;
  readonly temporaryPassword: string;
  readonly mediums: readonly ('EMAIL' | 'SMS')[];
}

/** The name a user is told to sign in with: the address itself where that is the username. */
function signInName(pool: Pool, user: User): string {
  for (const kind of pool.usernameAttributes) {
    const value = user.attributes[kind];
    if (value) return value;
  }
  return user.username;
}

/**
 * Puts an invitation with a temporary password into the outbox, one for each medium over which the user can be reached,
 * in the caller's transaction.
 * @throws Failure `codeDelivery` when nothing can send over a medium
 */
export async function queueInvitation(
  stores: Pick<Stores, 'messages'>,
  uses: Uses<'clock' | 'random' | 'messenger'>,
  { pool, user, temporaryPassword, mediums }: Invitation,
): Promise<readonly QueuedDelivery[]> {
  const attributes = [...new Set(mediums)].map((medium): ContactAttribute =>
    medium === 'EMAIL' ? 'email' : 'phone_number',
  );
  const deliveries: QueuedDelivery[] = [];
  for (const attribute of attributes) {
    const to = user.attributes[attribute];
    if (!to) continue;
    const message = invitationMessage(pool, channelOf(attribute), {
      code: temporaryPassword,
      username: signInName(pool, user),
    });
    const outgoing = {
      pool,
      user,
      trigger: 'AdminCreateUser',
      attribute,
      to,
      code: temporaryPassword,
      ...message,
    } as const;
    deliveries.push(await queueMessage(stores, uses, outgoing));
  }
  return deliveries;
}
