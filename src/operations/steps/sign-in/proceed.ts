import { Failure } from '#domain/failures.ts';
import type { Attempt, ChallengeName, Proof } from '#domain/sign-in/attempt.ts';
import { isLocked } from '#domain/sign-in/lockout.ts';
import { nextChallenge } from '#domain/sign-in/next-challenge.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import { selfServiceScope } from '../bearer.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';
import { newSession, sealRefreshToken } from '../tokens/refresh-token.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from './context.ts';
import { newPasswordParameters } from './new-password.ts';
import { refuseLocked } from './proof.ts';
import { newAttempt, sealAttempt } from './session.ts';

export interface Proven {
  readonly user: User;
  readonly proofs: readonly Proof[];
  readonly typed: string;
  /** The attempt that ends here; undefined when everything came in one request. */
  readonly attempt?: Pick<Attempt, 'id' | 'expiresAt'> | undefined;
  /** What else belongs into the transaction of this step: a new password, say. */
  readonly alsoWrite?: ((stores: Stores) => Promise<void>) | undefined;
}

/**
 * Goes on after a proof: asks the rule what comes next and makes it so. Everything the step writes is one transaction,
 * in which the attempt's session is used up, so of two requests with one session only one gets anywhere.
 * @throws Failure what the rule refuses with, or `sessionUsed`
 */
export async function proceed(uses: SignInUses, request: SignInRequest, proven: Proven): Promise<SignInOutcome> {
  const { user, proofs } = proven;
  const next = nextChallenge(proofs, user, uses.clock.now());
  if (next.step === 'refuse') {
    // As in `finishStep`: that the user may not sign in would tell that the password was right.
    await refuseLocked(uses, request, user.sub);
    throw new Failure(next.failure);
  }
  return next.step === 'challenge' ? challenge(uses, request, proven, next.challenge) : signIn(uses, request, proven);
}

async function finishStep(uses: SignInUses, stores: Stores, { attempt, user, alsoWrite }: Proven): Promise<void> {
  if (attempt && !(await stores.once.use(attempt.id, attempt.expiresAt))) throw new Failure('sessionUsed');
  // Read again inside the transaction: the right one of many guesses sent at once must not slip through before the
  // wrong ones are counted.
  const failed = await stores.lockouts.find(user.poolId, user.sub);
  if (isLocked(failed, uses.clock.now())) throw new Failure('passwordAttemptsExceeded');
  if (failed) await stores.lockouts.clear(user.poolId, user.sub);
  await alsoWrite?.(stores);
}

async function challenge(
  uses: SignInUses,
  request: SignInRequest,
  proven: Proven,
  name: ChallengeName,
): Promise<SignInOutcome> {
  const { user, proofs, typed } = proven;
  await uses.store.write((stores) => finishStep(uses, stores, proven));
  const next = newAttempt(uses, request, {
    sub: user.sub,
    username: user.username,
    typed,
    challenge: name,
    proofs,
    passwordSetAt: user.password?.setAt,
    srp: undefined,
  });
  return {
    ChallengeName: name,
    ChallengeParameters: newPasswordParameters(request, user),
    Session: sealAttempt(uses, next),
  };
}

async function signIn(uses: SignInUses, request: SignInRequest, proven: Proven): Promise<SignInOutcome> {
  const { pool, client, call } = request;
  const { user } = proven;
  const { session, secret } = newSession(uses, { client, sub: user.sub, scope: selfServiceScope });
  // Signed before the commit, so that a failure to sign leaves the session usable, and off the event loop meanwhile.
  const tokens = await issueTokens(uses, { pool, client, user, session }, call);
  await uses.store.write(async (stores) => {
    await finishStep(uses, stores, proven);
    await refuseIfChanged(stores, user);
    await stores.sessions.insert(session);
  });
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, RefreshToken: sealRefreshToken(uses, session, 0, secret) },
  };
}

/** A user who was disabled, signed out everywhere or deleted while it signed in gets no tokens. */
async function refuseIfChanged(stores: Stores, { poolId, sub, signedOutAt }: User): Promise<void> {
  const now = await stores.users.statusOf(poolId, sub);
  if (!now || now.signedOutAt !== signedOutAt) throw new Failure('wrongPassword');
  if (!now.enabled) throw new Failure('userDisabled');
}
