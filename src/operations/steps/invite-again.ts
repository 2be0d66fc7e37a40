import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { temporaryPasswordEnd } from '#domain/users/password-policy.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';
import { preparePassword, withPassword } from './prepare-password.ts';
import { changeUser, requireUser } from './require-user.ts';
import { finishDelivery } from './send-code.ts';
import { queueInvitation } from './send-invitation.ts';
import { chooseTemporaryPassword } from './temporary-password.ts';

/** An invitation to somebody who was invited before: AdminCreateUser with MessageAction RESEND. */
export interface InvitationAgain {
  readonly pool: Pool;
  readonly name: string;
  readonly given: string | undefined;
  readonly mediums: readonly ('EMAIL' | 'SMS')[];
}

/**
 * Sends a new temporary password, which works as long as a first one would.
 * @throws Failure `unknownUser`, `resendNotPossible` once the user has a password of its own, `weakPassword`
 */
export async function inviteAgain(
  uses: Uses<'store' | 'passwords' | 'random' | 'clock' | 'messenger'>,
  { pool, name, given, mediums }: InvitationAgain,
): Promise<User> {
  const found = await requireUser(uses.store, pool, name);
  if (found.status !== 'FORCE_CHANGE_PASSWORD') throw new Failure('resendNotPossible', { username: found.username });
  const temporaryPassword = chooseTemporaryPassword(uses, pool, given);
  const password = await preparePassword(uses, pool, found.username, temporaryPassword);

  const now = uses.clock.now();
  const { user, deliveries } = await uses.store.write(async (stores) => {
    const changed = await changeUser(stores, found, (current) => {
      const { username, status } = current;
      if (status !== 'FORCE_CHANGE_PASSWORD') throw new Failure('resendNotPossible', { username });
      const until = temporaryPasswordEnd(pool.passwordPolicy, now);
      return { ...withPassword(pool, current, password, until), modifiedAt: now };
    });
    const queued = await queueInvitation(stores, uses, { pool, user: changed, temporaryPassword, mediums });
    return { user: changed, deliveries: queued };
  });
  await Promise.all(deliveries.map((delivery) => finishDelivery(uses, delivery)));
  return user;
}
