import { Failure } from '#domain/failures.ts';
import type { Attempt } from '#domain/sign-in/attempt.ts';
import type { ChallengeAnswer, SignInOutcome, SignInRequest, SignInUses } from './context.ts';
import { openAttempt } from './session.ts';

/** One kind of challenge and how its answer is judged. */
export interface Challenge {
  /** ChallengeResponses without which nothing is looked at. */
  readonly needs: readonly string[];
  attemptIn(uses: SignInUses, request: SignInRequest, session: string | undefined): Attempt;
  answer(uses: SignInUses, request: ChallengeAnswer): Promise<SignInOutcome>;
}

/** The attempt of a challenge that is answered with the session it came with. */
export function attemptInSession(uses: SignInUses, request: SignInRequest, session: string | undefined): Attempt {
  if (!session) throw new Failure('missingParameter', { name: 'Session' });
  return openAttempt(uses, request, session);
}
