import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Uses } from '../operation.ts';

/** What every opaque `Session` says that a client carries between two requests. */
export interface ClientSession {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly expiresAt: number;
}

/** A new one of this client, good for as long as its AuthSessionValidity says. */
export const newClientSession = (
  { random, clock }: Uses<'random' | 'clock'>,
  { id, poolId, lifetimes }: Client,
): ClientSession => ({
  id: uuid(random.bytes(16)),
  poolId,
  clientId: id,
  expiresAt: clock.now() + lifetimes.session,
});

/** @param kind what it is a session of; under another kind it does not open */
export const sealClientSession = ({ secrets }: Uses<'secrets'>, kind: string, session: ClientSession): string =>
  secrets.seal(JSON.stringify(session), kind);

/**
 * The session that a client goes on with.
 * @throws Failure `sessionInvalid` for anything we did not seal as this kind or sealed for another client, `sessionExpired`
 */
export function openClientSession<Session extends ClientSession>(
  { secrets, clock }: Uses<'secrets' | 'clock'>,
  kind: string,
  client: Client,
  sealed: string,
): Session {
  const opened = secrets.unseal(sealed, kind);
  if (!opened) throw new Failure('sessionInvalid');
  const session = JSON.parse(Buffer.from(opened).toString()) as Session;
  if (session.clientId !== client.id || session.poolId !== client.poolId) throw new Failure('sessionInvalid');
  if (session.expiresAt <= clock.now()) throw new Failure('sessionExpired');
  return session;
}
