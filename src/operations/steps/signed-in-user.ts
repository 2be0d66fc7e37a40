import { Failure } from '#domain/failures.ts';
import type { Uses } from '../operation.ts';
import { bearer, type Bearer } from './bearer.ts';

/**
 * Who presents this access token, for what only a user in good standing may do.
 * @throws Failure as `bearer` does; `passwordResetRequired`, `userNotConfirmed` when the user's status forbids it since
 */
export async function signedInUser(
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
  token: string,
): Promise<Bearer> {
  const who = await bearer(uses, token);
  if (who.user.status === 'RESET_REQUIRED') throw new Failure('passwordResetRequired');
  if (who.user.status === 'UNCONFIRMED') throw new Failure('userNotConfirmed');
  return who;
}
