import type { FailureName } from '../failures.ts';
import type { User } from '../users/user.ts';
import type { ChallengeName, Proof } from './attempt.ts';

export type NextStep =
  | { readonly step: 'refuse'; readonly failure: FailureName }
  | { readonly step: 'challenge'; readonly challenge: ChallengeName }
  | { readonly step: 'signedIn' };

const refuse = (failure: FailureName): NextStep => ({ step: 'refuse', failure });

/**
 * What comes after the proofs so far: a refusal, the next challenge, or tokens. All ways of signing in ask here, so
 * there is one place that knows when somebody is signed in.
 * @param proofs what the attempt has proven; nothing is said about the user before there is a first proof
 */
export function nextChallenge(proofs: readonly Proof[], user: User, now: number): NextStep {
  if (proofs.length === 0) return { step: 'challenge', challenge: 'PASSWORD_VERIFIER' };
  if (!user.enabled) return refuse('userDisabled');
  switch (user.status) {
    case 'CONFIRMED':
      return { step: 'signedIn' };
    case 'FORCE_CHANGE_PASSWORD':
      return user.temporaryUntil !== undefined && user.temporaryUntil <= now
        ? refuse('temporaryPasswordExpired')
        : { step: 'challenge', challenge: 'NEW_PASSWORD_REQUIRED' };
    case 'UNCONFIRMED':
      return refuse('userNotConfirmed');
    case 'RESET_REQUIRED':
      return refuse('passwordResetRequired');
    default:
      return refuse('wrongPassword');
  }
}
