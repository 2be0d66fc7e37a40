import type { Attempt } from '#domain/sign-in/attempt.ts';
import { newClientSession, openClientSession, sealClientSession } from '../client-session.ts';
import type { SignInRequest, SignInUses } from './context.ts';

const kind = 'sign-in';

/** A new attempt of this client. */
export const newAttempt = (
  uses: Pick<SignInUses, 'random' | 'clock'>,
  { client }: Pick<SignInRequest, 'client'>,
  facts: Pick<Attempt, 'sub' | 'username' | 'typed' | 'challenge' | 'proofs' | 'passwordSetAt' | 'srp'>,
): Attempt => ({ ...facts, ...newClientSession(uses, client) });

/** The attempt as the opaque text that the client carries. */
export const sealAttempt = (uses: Pick<SignInUses, 'secrets'>, attempt: Attempt): string =>
  sealClientSession(uses, kind, attempt);

/** The attempt that a client goes on with. @throws Failure `sessionInvalid`, `sessionExpired` */
export const openAttempt = (
  uses: Pick<SignInUses, 'secrets' | 'clock'>,
  { client }: Pick<SignInRequest, 'client'>,
  sealed: string,
): Attempt => openClientSession<Attempt>(uses, kind, client, sealed);
