import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { recoveredByAdministrator, recoveryAttribute } from '#domain/users/contacts.ts';
import type { User } from '#domain/users/user.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { deliverPublicly, queueCode } from '../../steps/send-code.ts';
import { pretendDelivery, userOrDecoy } from '../../steps/user-or-decoy.ts';

type Needs = Uses<'directory' | 'store' | 'secrets' | 'random' | 'clock' | 'messenger' | 'settings'>;

/** Sends a code that lets the user choose a new password, to a contact that is verified. */
export async function forgotPassword(
  { ClientId, SecretHash, Username }: Input<'ForgotPassword'>,
  uses: Needs,
): Output<'ForgotPassword'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  if (recoveredByAdministrator(pool)) throw new Failure('contactAdministrator');
  const person = await userOrDecoy(uses, pool, client, Username);
  await limitAttempts(uses, pool, person, 'forgotPassword');

  const { user } = person;
  const refusal = user ? whyNot(pool, user) : new Failure('unknownUserOfClient');
  const attribute = user && recoveryAttribute(pool, user);
  if (refusal || !user || !attribute) {
    if (!client.hidesUnknownUsers) throw refusal ?? new Failure('noVerifiedContact');
    return {
      CodeDeliveryDetails: await pretendDelivery(uses, { pool, person, name: Username, purpose: 'forgotPassword' }),
    };
  }
  const order = { pool, client, user, purpose: 'forgotPassword', trigger: 'ForgotPassword', attribute } as const;
  const delivery = await uses.store.write((stores) => queueCode(stores, uses, order));
  return { CodeDeliveryDetails: await deliverPublicly(uses, client, delivery) };
}

/** Why this user cannot reset a password, if so. */
function whyNot(pool: Pool, user: User): Failure | undefined {
  if (!user.enabled) return new Failure('userDisabled');
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER')
    return new Failure('resetNotPossible');
  return recoveryAttribute(pool, user) ? undefined : new Failure('noVerifiedContact');
}
