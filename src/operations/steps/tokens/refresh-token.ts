import { uuid } from '#crypto/random-text.ts';
import { equalInConstantTime } from '#crypto/constant-time.ts';
import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Session } from '#domain/tokens/session.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../../operation.ts';

/** What a refresh token says, sealed so that only this server can read or write it. */
interface RefreshToken {
  readonly poolId: string;
  readonly sessionId: string;
  readonly generation: number;
  readonly expiresAt: number;
  /** The random part whose hash stands in the session. */
  readonly secret: string;
  /** Whose it is, also once its session is gone. */
  readonly sub: string;
}

const context = 'refresh-token';
const secretContext = 'session.secret';

/** A new session and its first refresh token's secret. */
export function newSession(
  { random, secrets, clock }: Uses<'random' | 'secrets' | 'clock'>,
  { client, sub, scope }: { client: Client; sub: string; scope: string },
): { session: Session; secret: string } {
  const now = clock.now();
  const secret = Buffer.from(random.bytes(24)).toString('base64url');
  const session: Session = {
    poolId: client.poolId,
    id: uuid(random.bytes(16)),
    sub,
    clientId: client.id,
    scope,
    authenticatedAt: now,
    createdAt: now,
    expiresAt: now + client.lifetimes.refresh,
    secretHash: secrets.fingerprint(secret, secretContext),
    generation: 0,
    rotatedAt: undefined,
    deviceKey: undefined,
  };
  return { session, secret };
}

/** The refresh token of this generation of the session. It ends with the session, however often it is rotated. */
export function sealRefreshToken(
  { secrets }: Uses<'secrets'>,
  session: Session,
  generation: number,
  secret: string,
): string {
  const { poolId, id, expiresAt, sub } = session;
  return secrets.seal(JSON.stringify([poolId, id, generation, expiresAt, secret, sub]), context);
}

/** What the token says, or undefined when it is not one of ours. */
export function openRefreshToken({ secrets }: Uses<'secrets'>, token: string): RefreshToken | undefined {
  const opened = secrets.unseal(token, context);
  if (!opened) return undefined;
  const [poolId, sessionId, generation, expiresAt, secret, sub] = JSON.parse(Buffer.from(opened).toString()) as [
    string,
    string,
    number,
    number,
    string,
    string,
  ];
  return { poolId, sessionId, generation, expiresAt, secret, sub };
}

/**
 * The live session of a refresh token that this client presents, and whose it is. That the user is gone or disabled is
 * said before that the session has ended with that.
 * @throws Failure `refreshTokenInvalid`, `refreshTokenExpired`, `unknownUser`, `userDisabled`, `refreshTokenRevoked`
 */
export async function sessionOf(
  uses: Uses<'secrets' | 'store' | 'clock'>,
  client: Client,
  text: string,
): Promise<{ session: Session; token: RefreshToken; user: User }> {
  const token = openRefreshToken(uses, text);
  if (!token || token.poolId !== client.poolId) throw new Failure('refreshTokenInvalid');
  if (token.expiresAt <= uses.clock.now()) throw new Failure('refreshTokenExpired');
  const user = await uses.store.users.findBySub(token.poolId, token.sub);
  if (!user) throw new Failure('unknownUser');
  if (!user.enabled) throw new Failure('userDisabled');
  const session = await uses.store.sessions.find(token.poolId, token.sessionId);
  if (!session) throw new Failure('refreshTokenRevoked');
  const known = equalInConstantTime(uses.secrets.fingerprint(token.secret, secretContext), session.secretHash);
  if (!known || session.clientId !== client.id) throw new Failure('refreshTokenInvalid');
  return { session, token, user };
}
