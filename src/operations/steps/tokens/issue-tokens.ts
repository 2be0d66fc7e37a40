import { uuid } from '#crypto/random-text.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { accessTokenClaims, idTokenClaims } from '#domain/tokens/claims.ts';
import type { Session } from '#domain/tokens/session.ts';
import type { User } from '#domain/users/user.ts';
import type { Call, Uses } from '../../operation.ts';

export interface TokenSet {
  AccessToken: string;
  IdToken: string;
  /** Seconds until the access token expires. */
  ExpiresIn: number;
  TokenType: 'Bearer';
}

/** The one place where a user's tokens are made: by sign-in, by refresh, for whichever front asked. */
export async function issueTokens(
  uses: Uses<'store' | 'signingKeys' | 'settings' | 'clock' | 'random'>,
  { pool, client, user, session }: { pool: Pool; client: Client; user: User; session: Session },
  call: Call,
): Promise<TokenSet> {
  const { store, signingKeys, settings, clock, random } = uses;
  const grant = {
    pool,
    client,
    user,
    session,
    groups: await store.groups.allOf(pool.id, user.sub),
    issuer: settings.issuerOf(pool),
    now: clock.now(),
    eventId: call.requestId,
    ids: { access: uuid(random.bytes(16)), id: uuid(random.bytes(16)) },
  };
  const [AccessToken, IdToken] = await Promise.all([
    signingKeys.sign(pool.id, 'access', accessTokenClaims(grant)),
    signingKeys.sign(pool.id, 'id', idTokenClaims(grant)),
  ]);
  return { AccessToken, IdToken, ExpiresIn: client.lifetimes.access / 1_000, TokenType: 'Bearer' };
}
