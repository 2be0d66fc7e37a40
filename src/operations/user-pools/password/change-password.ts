import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import {
  preparePassword,
  refuseReusedPassword,
  refuseWeakPassword,
  withPassword,
} from '../../steps/prepare-password.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

type Needs = Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'passwords' | 'random' | 'clock'>;

/** Lets a signed-in user choose a new password; a user without one sets its first. Sessions go on. */
export async function changePassword(
  { AccessToken, PreviousPassword = '', ProposedPassword }: Input<'ChangePassword'>,
  uses: Needs,
): Output<'ChangePassword'> {
  const { pool, user } = await signedInUser(uses, AccessToken);
  await limitAttempts(uses, pool, user, 'changePassword');
  refuseWeakPassword(pool, ProposedPassword);
  if (user.password && !(await uses.passwords.matches(user.password.hash, PreviousPassword)))
    throw new Failure('wrongPassword');
  await refuseReusedPassword(uses, pool, user, ProposedPassword);

  const password = await preparePassword(uses, pool, user.username, ProposedPassword);
  const changed = await uses.store.users.change(pool.id, user.sub, (current) => {
    if (!current.enabled) throw new Failure('userDisabled');
    // Somebody else may have changed it meanwhile: then the previous password was proved in vain.
    if (current.password?.hash !== user.password?.hash) throw new Failure('wrongPassword');
    return { ...withPassword(pool, current, password), modifiedAt: uses.clock.now() };
  });
  if (!changed) throw new Failure('unknownUser');
  return {};
}
