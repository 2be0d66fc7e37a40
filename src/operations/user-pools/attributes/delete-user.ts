import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

/** Deletes the signed-in user and everything of it. */
export async function deleteUser(
  { AccessToken }: Input<'DeleteUser'>,
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
): Output<'DeleteUser'> {
  const { pool, user } = await signedInUser(uses, AccessToken);
  if (!(await uses.store.users.delete(pool.id, user.sub))) throw new Failure('unknownUser');
  return {};
}
