import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Attempt } from '#domain/sign-in/attempt.ts';
import type { Call, Uses } from '../../operation.ts';

export type SignInUses = Uses<
  'clock' | 'random' | 'settings' | 'secrets' | 'store' | 'directory' | 'passwords' | 'signingKeys'
>;

/** A request to sign in or to go on with it, whichever operation it came through. */
export interface SignInRequest {
  readonly pool: Pool;
  readonly client: Client;
  /** Signed by an administrator's back end, or sent by the app itself. */
  readonly origin: 'admin' | 'public';
  /** AuthParameters or ChallengeResponses. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What an earlier step of the same sign-up left, when a sign-in begins with it. */
  readonly session?: string | undefined;
  readonly call: Call;
}

/** An answer to a challenge, with the attempt out of the session. */
export interface ChallengeAnswer extends SignInRequest {
  readonly attempt: Attempt;
}

export interface SignInOutcome {
  ChallengeName?: 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED';
  ChallengeParameters: Record<string, string>;
  Session?: string;
  AuthenticationResult?: {
    AccessToken: string;
    IdToken: string;
    RefreshToken?: string;
    ExpiresIn: number;
    TokenType: 'Bearer';
  };
}
