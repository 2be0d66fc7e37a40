import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';
import { type ClientSession, newClientSession, openClientSession, sealClientSession } from './client-session.ts';

/** A sign-up that its client goes on with. It travels sealed inside `Session`, as attempts to sign in do. */
export interface SignUpSession extends ClientSession {
  readonly sub: string;
  /** What it is for: SignUp's is for ConfirmSignUp, and ConfirmSignUp's for the first sign-in. */
  readonly step: 'confirm' | 'signIn';
  /** When the password it goes with had been set: with another in its place it is worth nothing. */
  readonly passwordSetAt: number | undefined;
}

const kind = 'sign-up';

/** The session for a client that may use USER_AUTH, the one flow that takes it; undefined for others. */
export function signUpSession(
  uses: Uses<'secrets' | 'random' | 'clock'>,
  client: Client,
  { sub, password }: Pick<User, 'sub' | 'password'>,
  step: SignUpSession['step'],
): string | undefined {
  if (!client.flows.has('ALLOW_USER_AUTH')) return undefined;
  const session: SignUpSession = { ...newClientSession(uses, client), sub, step, passwordSetAt: password?.setAt };
  return sealClientSession(uses, kind, session);
}

/** @throws Failure `sessionInvalid` for anything but a session of this client for this step, `sessionExpired` */
export function openSignUpSession(
  uses: Uses<'secrets' | 'clock'>,
  client: Client,
  sealed: string,
  step: SignUpSession['step'],
): SignUpSession {
  const session = openClientSession<SignUpSession>(uses, kind, client, sealed);
  if (session.step !== step) throw new Failure('sessionInvalid');
  return session;
}
