import { publicRequest } from './aws-request.ts';
import type { HttpConnection } from './http-connection.ts';
import { usernameOf, type FilledPool } from './site.ts';
import { clientValue, srpResponses, type SrpChallenge } from './srp-client.ts';
import { ask } from './workload.ts';

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

interface SignInAnswer {
  readonly ChallengeName?: string;
  readonly ChallengeParameters: SrpChallenge;
  readonly Session?: string;
  readonly AuthenticationResult?: Tokens;
}

/** The tokens in an answer. @throws Error when they are not there */
export function tokensIn({ AuthenticationResult: tokens }: SignInAnswer): Tokens {
  if (!tokens?.AccessToken || !tokens.IdToken) throw new Error('The answer holds no tokens.');
  return tokens;
}

/** InitiateAuth with these parameters. */
export const initiateAuth = (
  connection: HttpConnection,
  { clientId: ClientId }: FilledPool,
  AuthFlow: string,
  AuthParameters: Record<string, string>,
): Promise<SignInAnswer> =>
  ask<SignInAnswer>(connection, publicRequest('InitiateAuth', { ClientId, AuthFlow, AuthParameters }));

/** A whole sign-in by SRP: two exchanges. */
export async function signInBySrp(connection: HttpConnection, pool: FilledPool, user: number): Promise<Tokens> {
  const first = await initiateAuth(connection, pool, 'USER_SRP_AUTH', {
    USERNAME: usernameOf(user),
    SRP_A: clientValue,
  });
  if (first.ChallengeName !== 'PASSWORD_VERIFIER') throw new Error('InitiateAuth answered no PASSWORD_VERIFIER.');
  const answer = publicRequest('RespondToAuthChallenge', {
    ClientId: pool.clientId,
    ChallengeName: first.ChallengeName,
    Session: first.Session,
    ChallengeResponses: srpResponses(pool.poolId, first.ChallengeParameters),
  });
  return tokensIn(await ask<SignInAnswer>(connection, answer));
}

/** Tokens of the first so many users, to be used by what is measured. */
export async function signedIn(connection: HttpConnection, pool: FilledPool, users: number): Promise<Tokens[]> {
  const all: Tokens[] = [];
  for (let user = 0; user < Math.min(users, pool.users); user++) all.push(await signInBySrp(connection, pool, user));
  return all;
}
