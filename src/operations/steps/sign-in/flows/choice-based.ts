import { Failure } from '#domain/failures.ts';
import { authenticateClient } from '../../authenticate-client.ts';
import { findUser } from '../../find-user.ts';
import { openSignUpSession } from '../../sign-up-session.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from '../context.ts';
import type { SignInFlow } from '../flow.ts';
import { proceed } from '../proceed.ts';

/**
 * The first sign-in of somebody who has just confirmed its sign-up: the code counts as the proof, so that nobody types it,
 * or a password, again. Source: Amazon Cognito API reference, InitiateAuth, `Session`.
 */
async function continueSignUp(uses: SignInUses, request: SignInRequest, sealed: string): Promise<SignInOutcome> {
  const { pool, client, parameters } = request;
  const attempt = openSignUpSession(uses, client, sealed, 'signIn');
  const user = await uses.store.users.findBySub(pool.id, attempt.sub);
  const { USERNAME: typed = user?.username ?? '', SECRET_HASH } = parameters;
  authenticateClient(client, SECRET_HASH, typed, user?.username ?? typed);
  const named = typed === user?.username ? user : await findUser(uses.store, pool, typed);
  // Signed out everywhere, or with another password since: whoever holds the session need not be the user any more.
  const isStale = user?.signedOutAt !== undefined || user?.password?.setAt !== attempt.passwordSetAt;
  if (!user || named?.sub !== user.sub || isStale) throw new Failure('sessionInvalid');
  return proceed(uses, request, { user, typed, attempt, proofs: ['signUpCode'] });
}

/** The flow in which the user chooses a factor. So far it takes the session of ConfirmSignUp, and offers no choice. */
export const choiceBased: SignInFlow = {
  origins: ['public', 'admin'],
  allowedBy: 'ALLOW_USER_AUTH',
  notAllowed: 'flowNotEnabled',
  needs: [],
  async begin(uses, request) {
    const { session } = request;
    if (session === undefined) throw new Failure('notHonoured', { setting: 'AuthFlow USER_AUTH without a Session' });
    return continueSignUp(uses, request, session);
  },
};
