import { Failure } from '#domain/failures.ts';
import { confirmationAttribute } from '#domain/users/contacts.ts';
import type { User } from '#domain/users/user.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { deliverPublicly, queueCode } from '../../steps/send-code.ts';
import { pretendDelivery, userOrDecoy } from '../../steps/user-or-decoy.ts';

type Needs = Uses<'directory' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger' | 'settings'>;

/** Sends a new confirmation code; earlier ones stop working. */
export async function resendConfirmationCode(
  { ClientId, SecretHash, Username }: Input<'ResendConfirmationCode'>,
  uses: Needs,
): Output<'ResendConfirmationCode'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  if (pool.autoVerified.size === 0) throw new Failure('autoVerificationOff');
  const person = await userOrDecoy(uses, pool, client, Username);
  await limitAttempts(uses, pool, person, 'resendConfirmationCode');

  const { user } = person;
  const attribute = user && confirmationAttribute(pool, user);
  if (!user?.enabled || user.status !== 'UNCONFIRMED' || !attribute) {
    if (!client.hidesUnknownUsers) throw refusal(user);
    return { CodeDeliveryDetails: await pretendDelivery(uses, { pool, person, name: Username, purpose: 'signUp' }) };
  }
  const order = { pool, client, user, purpose: 'signUp', trigger: 'ResendCode', attribute } as const;
  const delivery = await uses.store.write((stores) => queueCode(stores, uses, order));
  return { CodeDeliveryDetails: await deliverPublicly(uses, client, delivery) };
}

function refusal(user: User | undefined): Failure {
  if (!user) return new Failure('unknownUserOfClient');
  if (!user.enabled) return new Failure('userDisabled');
  if (user.status !== 'UNCONFIRMED') return new Failure('userAlreadyConfirmed');
  return new Failure('invalidParameter', {
    reason: 'The user has no email or phone_number that a code could be sent to.',
  });
}
