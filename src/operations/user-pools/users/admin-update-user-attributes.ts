import { attributeRecord, checkAttributes } from '#domain/users/attributes.ts';
import { changeAttributes } from '#domain/users/change-attributes.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { applyAttributes } from '../../steps/apply-attributes.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';
import { finishDelivery, queueCode, type QueuedDelivery } from '../../steps/send-code.ts';

/** Changes a user's attributes; a new address that has to be verified is sent a code, unless the call vouches for it. */
export async function adminUpdateUserAttributes(
  { UserPoolId, Username, UserAttributes }: Input<'AdminUpdateUserAttributes'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger' | 'settings'>,
  call: Call,
): Output<'AdminUpdateUserAttributes'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  const given = attributeRecord(UserAttributes);
  checkAttributes(pool, given, 'update');

  const now = uses.clock.now();
  const deliveries = await uses.store.write(async (stores) => {
    const change = await applyAttributes(stores, pool, sub, (current) => changeAttributes(pool, current, given, now));
    const queued: QueuedDelivery[] = [];
    for (const attribute of change.toVerify) {
      const purpose = `verify:${attribute}` as const;
      const order = { pool, user: change.user, purpose, trigger: 'UpdateUserAttribute', attribute } as const;
      queued.push(await queueCode(stores, uses, order));
    }
    return queued;
  });
  await Promise.all(deliveries.map((delivery) => finishDelivery(uses, delivery)));
  return {};
}
