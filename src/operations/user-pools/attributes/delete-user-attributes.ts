import { checkRemoval, refuseUnwritable } from '#domain/users/attributes.ts';
import { removeAttributes } from '#domain/users/change-attributes.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { applyAttributes } from '../../steps/apply-attributes.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

/** Removes attributes of the signed-in user. */
export async function deleteUserAttributes(
  { AccessToken, UserAttributeNames }: Input<'DeleteUserAttributes'>,
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
): Output<'DeleteUserAttributes'> {
  const { pool, client, user } = await signedInUser(uses, AccessToken);
  checkRemoval(pool, UserAttributeNames);
  refuseUnwritable(client, UserAttributeNames);
  const now = uses.clock.now();
  await uses.store.write((stores) =>
    applyAttributes(stores, pool, user.sub, (current) => removeAttributes(current, UserAttributeNames, now)),
  );
  return {};
}
