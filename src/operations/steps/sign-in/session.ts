import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Attempt } from '#domain/sign-in/attempt.ts';
import type { SignInRequest, SignInUses } from './context.ts';

const context = 'sign-in';

/** A new attempt of this client, good for as long as its AuthSessionValidity says. */
export const newAttempt = (
  { random, clock }: Pick<SignInUses, 'random' | 'clock'>,
  { client }: Pick<SignInRequest, 'client'>,
  facts: Pick<Attempt, 'sub' | 'username' | 'typed' | 'challenge' | 'proofs' | 'passwordSetAt' | 'srp'>,
): Attempt => ({
  ...facts,
  id: uuid(random.bytes(16)),
  poolId: client.poolId,
  clientId: client.id,
  expiresAt: clock.now() + client.lifetimes.session,
});

/** The attempt as the opaque text that the client carries. */
export const sealAttempt = ({ secrets }: Pick<SignInUses, 'secrets'>, attempt: Attempt): string =>
  secrets.seal(JSON.stringify(attempt), context);

/**
 * The attempt that a client goes on with.
 * @throws Failure `sessionInvalid` for anything we did not seal or sealed for another client, `sessionExpired`
 */
export function openAttempt(
  { secrets, clock }: Pick<SignInUses, 'secrets' | 'clock'>,
  { client }: Pick<SignInRequest, 'client'>,
  sealed: string,
): Attempt {
  const opened = secrets.unseal(sealed, context);
  if (!opened) throw new Failure('sessionInvalid');
  const attempt = JSON.parse(Buffer.from(opened).toString()) as Attempt;
  if (attempt.clientId !== client.id || attempt.poolId !== client.poolId) throw new Failure('sessionInvalid');
  if (attempt.expiresAt <= clock.now()) throw new Failure('sessionExpired');
  return attempt;
}
