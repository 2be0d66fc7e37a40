import { Failure } from '#domain/failures.ts';
import type { Attempt } from '#domain/sign-in/attempt.ts';
import { foldName } from '#domain/users/names.ts';
import { authenticateClient } from '../authenticate-client.ts';
import type { Challenge } from './challenge.ts';
import { newPasswordRequired } from './challenges/new-password.ts';
import { passwordVerifier } from './challenges/password-verifier.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from './context.ts';
import { requireParameter } from './parameters.ts';

/** Every challenge by AWS's name. */
const challenges: Readonly<Record<string, Challenge>> = {
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
};

/** The name in the answer has to be one of the attempt's user: as it was typed, the username, or the sub. */
function isNameOf({ pool }: SignInRequest, attempt: Attempt, name: string): boolean {
  return [attempt.typed, attempt.username, attempt.sub].some((own) => foldName(pool, own) === foldName(pool, name));
}

/**
 * Answers a challenge: what RespondToAuthChallenge and AdminRespondToAuthChallenge share.
 * @throws Failure `missingParameter`, `sessionInvalid`, `sessionExpired`, `sessionUsed`, and what the challenge refuses with
 */
export async function answerChallenge(
  uses: SignInUses,
  challengeName: string,
  session: string | undefined,
  request: SignInRequest,
): Promise<SignInOutcome> {
  const challenge = Object.hasOwn(challenges, challengeName) ? challenges[challengeName] : undefined;
  if (!challenge) throw new Failure('notHonoured', { setting: `ChallengeName ${challengeName}` });
  for (const name of challenge.needs) requireParameter(request.parameters, name);

  const attempt = challenge.attemptIn(uses, request, session);
  const name = requireParameter(request.parameters, 'USERNAME');
  authenticateClient(request.client, request.parameters['SECRET_HASH'], name, attempt.username);
  if (attempt.challenge !== challengeName || !isNameOf(request, attempt, name)) throw new Failure('sessionInvalid');
  return challenge.answer(uses, { ...request, attempt });
}
