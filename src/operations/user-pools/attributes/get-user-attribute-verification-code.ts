import { Failure } from '#domain/failures.ts';
import { contactAttribute } from '#domain/users/contacts.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import { finishDelivery, queueCode } from '../../steps/send-code.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

type Needs = Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger'>;

/** Sends a code that verifies the signed-in user's e-mail address or phone number, a new one that waits first. */
export async function getUserAttributeVerificationCode(
  { AccessToken, AttributeName }: Input<'GetUserAttributeVerificationCode'>,
  uses: Needs,
): Output<'GetUserAttributeVerificationCode'> {
  const { pool, client, user } = await signedInUser(uses, AccessToken);
  const attribute = contactAttribute(AttributeName);
  if (!attribute) {
    throw new Failure('invalidParameter', {
      reason: `Only email and phone_number can be verified, not ${AttributeName}.`,
    });
  }
  if (!(user.pending[attribute] ?? user.attributes[attribute])) {
    throw new Failure('invalidParameter', { reason: `The user has no ${attribute} to verify.` });
  }
  await limitAttempts(uses, pool, user, 'sendVerificationCode');

  const order = {
    pool,
    client,
    user,
    purpose: `verify:${attribute}`,
    trigger: 'VerifyUserAttribute',
    attribute,
  } as const;
  const delivery = await uses.store.write((stores) => queueCode(stores, uses, order));
  return { CodeDeliveryDetails: await finishDelivery(uses, delivery) };
}
