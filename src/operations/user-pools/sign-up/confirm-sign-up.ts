import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { confirmUser } from '../../steps/confirm-user.ts';
import { requireClientAndPool } from '../../steps/require.ts';

/** Confirms a new user by the code that was sent. */
export async function confirmSignUp(
  { ClientId, SecretHash, Username, ConfirmationCode, ForceAliasCreation = false, Session }: Input<'ConfirmSignUp'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'clock'>,
): Output<'ConfirmSignUp'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  // Only passwordless sign-up hands out sessions, so none that could be presented was ever issued.
  if (Session !== undefined) throw new Failure('sessionInvalid');
  await confirmUser(uses, { pool, client, name: Username, typed: ConfirmationCode, force: ForceAliasCreation });
  return {};
}
