import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { attributeRecord, checkAttributes, refuseUnwritable, type Attributes } from '#domain/users/attributes.ts';
import { confirmationAttribute } from '#domain/users/contacts.ts';
import { foldName } from '#domain/users/names.ts';
import { newUser } from '#domain/users/new-user.ts';
import { newUsername } from '#domain/users/new-username.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { addUser } from '../../steps/add-user.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { preparePassword, refuseWeakPassword } from '../../steps/prepare-password.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { finishDelivery, queueCode } from '../../steps/send-code.ts';
import { signUpSession } from '../../steps/sign-up-session.ts';

type Needs = Uses<'directory' | 'store' | 'passwords' | 'secrets' | 'random' | 'clock' | 'messenger' | 'settings'>;

/** Adds a user at its own wish, unconfirmed, and sends the code that confirms it. */
export async function signUp(
  { ClientId, SecretHash, Username, Password, UserAttributes }: Input<'SignUp'>,
  uses: Needs,
): Output<'SignUp'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) throw new Failure('signUpNotPermitted');
  if (!Password) throw new Failure('missingParameter', { name: 'PASSWORD' });

  const given = attributeRecord(UserAttributes);
  refuseUnwritable(client, Object.keys(given));
  const sub = uuid(uses.random.bytes(16));
  const { username, attributes } = newUsername(pool, Username, given, sub);
  refuseEarlyAlias(pool, attributes);
  checkAttributes(pool, attributes, 'create');
  refuseWeakPassword(pool, Password);
  // Asked here only to save the work of hashing; the insert decides.
  if (await uses.store.users.findByUsername(pool.id, foldName(pool, username))) throw new Failure('usernameTaken');

  const password = await preparePassword(uses, pool, username, Password);
  const now = uses.clock.now();
  const user = { ...newUser({ poolId: pool.id, sub, username, status: 'UNCONFIRMED', attributes, now }), password };
  const attribute = confirmationAttribute(pool, user);
  const delivery = await uses.store.write(async (stores) => {
    await insertUser(stores, pool, user);
    return (
      attribute && queueCode(stores, uses, { pool, client, user, purpose: 'signUp', trigger: 'SignUp', attribute })
    );
  });
  const details = delivery && (await finishDelivery(uses, delivery));
  const Session = signUpSession(uses, client, user, 'confirm');
  return {
    ...{ UserConfirmed: false, UserSub: sub },
    ...(details && { CodeDeliveryDetails: details }),
    ...(Session !== undefined && { Session }),
  };
}

/** A preferred username that is an alias can be chosen only once the user is confirmed. */
function refuseEarlyAlias(pool: Pool, attributes: Attributes): void {
  if (!pool.aliasAttributes.has('preferred_username') || !attributes['preferred_username']) return;
  throw new Failure('invalidParameter', {
    reason: 'The preferred_username can be set only after the user is confirmed.',
  });
}

async function insertUser(stores: Pick<Stores, 'users'>, pool: Pool, user: User): Promise<void> {
  try {
    await addUser(stores, pool, user);
  } catch (error) {
    // At sign-up an address that is taken is a name that is taken.
    throw error instanceof Failure && error.failure === 'aliasExists'
      ? new Failure('attributeTaken', error.details)
      : error;
  }
}
