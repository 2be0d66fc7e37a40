import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { attributeRecord, checkAttributes, withAttributes } from '#domain/users/attributes.ts';
import { foldName } from '#domain/users/names.ts';
import { newUser } from '#domain/users/new-user.ts';
import { newUsername } from '#domain/users/new-username.ts';
import { temporaryPasswordEnd } from '#domain/users/password-policy.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { addUser } from '../../steps/add-user.ts';
import { describeUser } from '../../steps/describe-user.ts';
import { inviteAgain } from '../../steps/invite-again.ts';
import { preparePassword } from '../../steps/prepare-password.ts';
import { requirePool } from '../../steps/require.ts';
import { finishDelivery } from '../../steps/send-code.ts';
import { queueInvitation } from '../../steps/send-invitation.ts';
import { takeAliases } from '../../steps/take-aliases.ts';
import { chooseTemporaryPassword } from '../../steps/temporary-password.ts';

/** Adds a user with a temporary password and invites it, or (RESEND) invites again somebody who was invited before. */
export async function adminCreateUser(
  input: Input<'AdminCreateUser'>,
  uses: Uses<'directory' | 'store' | 'passwords' | 'random' | 'clock' | 'messenger'>,
  call: Call,
): Output<'AdminCreateUser'> {
  const { Username, TemporaryPassword, MessageAction, ForceAliasCreation = false } = input;
  const mediums = input.DesiredDeliveryMediums?.length ? input.DesiredDeliveryMediums : (['SMS'] as const);
  const pool = await requirePool(uses, input.UserPoolId, call);
  if (MessageAction === 'RESEND') {
    const user = await inviteAgain(uses, { pool, name: Username, given: TemporaryPassword, mediums });
    return { User: describeUser(user) };
  }

  const sub = uuid(uses.random.bytes(16));
  const { username, attributes } = newUsername(pool, Username, attributeRecord(input.UserAttributes), sub);
  checkAttributes(pool, attributes, 'adminCreate');
  const temporaryPassword = chooseTemporaryPassword(uses, pool, TemporaryPassword);
  // Asked here only to save the work of hashing; the insert decides.
  if (await uses.store.users.findByUsername(pool.id, foldName(pool, username))) throw new Failure('accountExists');

  const password = await preparePassword(uses, pool, username, temporaryPassword);
  const now = uses.clock.now();
  const user: User = {
    ...newUser({
      ...{ poolId: pool.id, sub, username, status: 'FORCE_CHANGE_PASSWORD', now },
      attributes: withAttributes({}, attributes),
    }),
    password,
    temporaryUntil: temporaryPasswordEnd(pool.passwordPolicy, now),
  };
  const deliveries = await uses.store.write(async (stores) => {
    if (ForceAliasCreation) await takeAliases(stores, pool, user, now);
    await add(stores, pool, user);
    if (MessageAction === 'SUPPRESS') return [];
    return queueInvitation(stores, uses, { pool, user, temporaryPassword, mediums });
  });
  await Promise.all(deliveries.map((delivery) => finishDelivery(uses, delivery)));
  return { User: describeUser(user) };
}

/** An administrator who adds somebody a second time is told so in other words than somebody who signs up. */
async function add(stores: Pick<Stores, 'users'>, pool: Pool, user: User): Promise<void> {
  try {
    await addUser(stores, pool, user);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.failure === 'usernameTaken') throw new Failure('accountExists');
    const addressIsName = error.failure === 'aliasExists' && pool.usernameAttributes.size > 0;
    throw addressIsName ? new Failure('attributeTaken', error.details) : error;
  }
}
