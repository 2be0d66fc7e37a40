import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Code } from '#domain/users/code.ts';
import { signOutTime } from '#domain/users/sign-out.ts';
import type { PasswordCredential, User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import {
  preparePassword,
  refuseReusedPassword,
  refuseStaleHistory,
  refuseWeakPassword,
  withPassword,
} from '../../steps/prepare-password.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { proveCode, takeCode } from '../../steps/take-code.ts';
import { userOrDecoy } from '../../steps/user-or-decoy.ts';

type Needs = Uses<'directory' | 'store' | 'secrets' | 'passwords' | 'random' | 'clock'>;

/** Sets a new password by the code that was sent; every session of the user ends with that. */
export async function confirmForgotPassword(
  { ClientId, SecretHash, Username, ConfirmationCode, Password }: Input<'ConfirmForgotPassword'>,
  uses: Needs,
): Output<'ConfirmForgotPassword'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  const person = await userOrDecoy(uses, pool, client, Username);
  await limitAttempts(uses, pool, person, 'forgotPassword');
  refuseWeakPassword(pool, Password);

  const { user } = person;
  if (user && !user.enabled && !client.hidesUnknownUsers) throw new Failure('userDisabled');
  const code = await proveCode(uses, { pool, user: person, purpose: 'forgotPassword', typed: ConfirmationCode });
  if (!user) throw new Failure('codeMismatch');
  await refuseReusedPassword(uses, pool, user, Password);
  const password = await preparePassword(uses, pool, user.username, Password);
  await uses.store.write((stores) => reset(stores, { pool, seen: user, code, password, now: uses.clock.now() }));
  return {};
}

interface Reset {
  readonly pool: Pool;
  /** The user whose history was looked at. */
  readonly seen: User;
  readonly code: Code;
  readonly password: PasswordCredential;
  readonly now: number;
}

async function reset(stores: Stores, { pool, seen, code, password, now }: Reset): Promise<void> {
  await takeCode(stores, code);
  const changed = await stores.users.change(pool.id, code.sub, (user) => {
    if (!user.enabled) throw new Failure('userDisabled');
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER')
      throw new Failure('resetNotPossible');
    // The code was sent to an address that was the user's; it opens nothing once it is not.
    if (user.attributes[code.attribute] !== code.value) throw new Failure('codeExpired');
    refuseStaleHistory(pool, seen, user);
    const signedOutAt = signOutTime(user, now);
    return { ...withPassword(pool, user, password), status: 'CONFIRMED', signedOutAt, modifiedAt: now };
  });
  if (!changed) throw new Failure('codeExpired');
  await stores.sessions.deleteOfUser(pool.id, code.sub);
  await stores.lockouts.clear(pool.id, code.sub);
}
