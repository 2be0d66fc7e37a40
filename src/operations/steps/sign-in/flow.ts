import type { FailureName } from '#domain/failures.ts';
import type { Flow } from '#domain/pools/client.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from './context.ts';

/** One way to begin a sign-in: an AuthFlow of InitiateAuth or AdminInitiateAuth. */
export interface SignInFlow {
  /** Through which operations it may be used. */
  readonly origins: readonly SignInRequest['origin'][];
  /** The client's setting that allows it. */
  readonly allowedBy: Flow;
  readonly notAllowed: FailureName;
  /** Parameters without which nothing is looked at, in the order in which AWS misses them. */
  readonly needs: readonly string[];
  begin(uses: SignInUses, request: SignInRequest): Promise<SignInOutcome>;
}
