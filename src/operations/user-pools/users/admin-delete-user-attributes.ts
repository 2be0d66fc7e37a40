import { checkRemoval } from '#domain/users/attributes.ts';
import { removeAttributes } from '#domain/users/change-attributes.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { applyAttributes } from '../../steps/apply-attributes.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** Removes attributes of a user; those it does not have are none to remove. */
export async function adminDeleteUserAttributes(
  { UserPoolId, Username, UserAttributeNames }: Input<'AdminDeleteUserAttributes'>,
  uses: Uses<'directory' | 'store' | 'clock'>,
  call: Call,
): Output<'AdminDeleteUserAttributes'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { sub } = await requireUser(uses.store, pool, Username);
  checkRemoval(pool, UserAttributeNames);
  const now = uses.clock.now();
  await uses.store.write((stores) =>
    applyAttributes(stores, pool, sub, (current) => removeAttributes(current, UserAttributeNames, now)),
  );
  return {};
}
