import { Failure } from '#domain/failures.ts';
import { attributeRecord, checkAttributes, refuseUnwritable } from '#domain/users/attributes.ts';
import { changeAttributes } from '#domain/users/change-attributes.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { applyAttributes } from '../../steps/apply-attributes.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import { finishDelivery, queueCode, type QueuedDelivery } from '../../steps/send-code.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

type Needs = Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger'>;

/** Changes attributes of the signed-in user and sends codes to new addresses that have to be verified. */
export async function updateUserAttributes(
  { AccessToken, UserAttributes }: Input<'UpdateUserAttributes'>,
  uses: Needs,
): Output<'UpdateUserAttributes'> {
  const { pool, client, user } = await signedInUser(uses, AccessToken);
  const given = attributeRecord(UserAttributes);
  refuseUnwritable(client, Object.keys(given));
  checkAttributes(pool, given, 'update');
  if (given['email'] || given['phone_number']) await limitAttempts(uses, pool, user, 'updateContact');

  const deliveries = await uses.store.write(async (stores) => {
    const { user: changed, toVerify } = await applyAttributes(stores, pool, user.sub, (current) => {
      if (!current.enabled) throw new Failure('userDisabled');
      return changeAttributes(pool, current, given, uses.clock.now());
    });
    const queued: QueuedDelivery[] = [];
    for (const attribute of toVerify) {
      const order = {
        pool,
        client,
        user: changed,
        purpose: `verify:${attribute}`,
        trigger: 'UpdateUserAttribute',
        attribute,
      } as const;
      queued.push(await queueCode(stores, uses, order));
    }
    return queued;
  });
  const details = await Promise.all(deliveries.map((delivery) => finishDelivery(uses, delivery)));
  return { CodeDeliveryDetailsList: details };
}
