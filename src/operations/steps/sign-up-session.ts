import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';

/** A sign-up that its client goes on with. It travels sealed inside `Session`, as attempts to sign in do. */
export interface SignUpSession {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** What it is for: SignUp's is for ConfirmSignUp, and ConfirmSignUp's for the first sign-in. */
  readonly step: 'confirm' | 'signIn';
  /** When the password it goes with had been set: with another in its place it is worth nothing. */
  readonly passwordSetAt: number | undefined;
  readonly expiresAt: number;
}

const context = 'sign-up';

/** The session for a client that may use USER_AUTH, the one flow that takes it; undefined for others. */
export function signUpSession(
  { secrets, random, clock }: Uses<'secrets' | 'random' | 'clock'>,
  client: Client,
  { sub, password }: Pick<User, 'sub' | 'password'>,
  step: SignUpSession['step'],
): string | undefined {
  if (!client.flows.has('ALLOW_USER_AUTH')) return undefined;
  const session: SignUpSession = {
    ...{ id: uuid(random.bytes(16)), poolId: client.poolId, clientId: client.id, sub, step },
    ...{ passwordSetAt: password?.setAt, expiresAt: clock.now() + client.lifetimes.session },
  };
  return secrets.seal(JSON.stringify(session), context);
}

/** @throws Failure `sessionInvalid` for anything but a session of this client for this step, `sessionExpired` */
export function openSignUpSession(
  { secrets, clock }: Uses<'secrets' | 'clock'>,
  client: Client,
  sealed: string,
  step: SignUpSession['step'],
): SignUpSession {
  const opened = secrets.unseal(sealed, context);
  if (!opened) throw new Failure('sessionInvalid');
  const session = JSON.parse(Buffer.from(opened).toString()) as SignUpSession;
  const isOwn = session.clientId === client.id && session.poolId === client.poolId;
  if (!isOwn || session.step !== step) throw new Failure('sessionInvalid');
  if (session.expiresAt <= clock.now()) throw new Failure('sessionExpired');
  return session;
}
