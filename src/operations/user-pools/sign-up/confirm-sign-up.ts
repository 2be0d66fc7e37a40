import type { Input, Output, Uses } from '../../operation.ts';
import { authenticateClient } from '../../steps/authenticate-client.ts';
import { confirmUser } from '../../steps/confirm-user.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { openSignUpSession, signUpSession } from '../../steps/sign-up-session.ts';

/** Confirms a new user by the code that was sent. Clients that may use USER_AUTH can sign it in by the session they get. */
export async function confirmSignUp(
  {
    ClientId,
    SecretHash,
    Username,
    ConfirmationCode,
    ForceAliasCreation = false,
    Session: sealed,
  }: Input<'ConfirmSignUp'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'clock' | 'random'>,
): Output<'ConfirmSignUp'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  authenticateClient(client, SecretHash, Username);
  const sub = sealed === undefined ? undefined : openSignUpSession(uses, client, sealed, 'confirm').sub;
  const user = await confirmUser(uses, {
    ...{ pool, client, name: Username, typed: ConfirmationCode, force: ForceAliasCreation, sub },
  });
  const Session = signUpSession(uses, client, user, 'signIn');
  return { ...(Session !== undefined && { Session }) };
}
