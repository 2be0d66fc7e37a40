import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Session } from '#domain/tokens/session.ts';
import type { Call, Uses } from '../../operation.ts';
import { issueTokens, type TokenSet } from './issue-tokens.ts';
import { sealRefreshToken, sessionOf } from './refresh-token.ts';

type RefreshUses = Uses<'store' | 'signingKeys' | 'settings' | 'clock' | 'random' | 'secrets'>;

/**
 * Makes the token's successor current. Within the grace period the predecessor still stands for it, so that a client
 * whose answer was lost, or two of its tabs, are not signed out.
 * @returns the generation that is current afterwards
 */
async function rotate(
  { store, clock }: RefreshUses,
  client: Client,
  session: Session,
  generation: number,
): Promise<number> {
  const now = clock.now();
  if (generation === session.generation && (await store.sessions.rotate(session.poolId, session.id, generation, now))) {
    return generation + 1;
  }
  const current = await store.sessions.find(session.poolId, session.id);
  if (!current) throw new Failure('refreshTokenRevoked');
  const { gracePeriod } = client.rotation;
  // Whoever rotated it may have read the time after us, so that without a grace period it would seem to be one.
  const inGrace = gracePeriod > 0 && now < (current.rotatedAt ?? 0) + gracePeriod;
  if (generation !== current.generation - 1 || !inGrace) throw new Failure('refreshTokenReused');
  return current.generation;
}

/**
 * New ID and access tokens for a refresh token, and a new refresh token where the client rotates them.
 * @throws Failure `refreshTokenInvalid`, `refreshTokenExpired`, `unknownUser`, `userDisabled`,
 *   `refreshTokenRevoked`, `refreshTokenReused`
 */
export async function refresh(
  uses: RefreshUses,
  { pool, client }: { pool: Pool; client: Client },
  text: string,
  call: Call,
): Promise<TokenSet & { RefreshToken?: string }> {
  const { session, token, user } = await sessionOf(uses, client, text);
  if (token.generation !== session.generation && !client.rotation.enabled) throw new Failure('refreshTokenReused');
  if (!client.rotation.enabled) return issueTokens(uses, { pool, client, user, session }, call);
  const generation = await rotate(uses, client, session, token.generation);
  const tokens = await issueTokens(uses, { pool, client, user, session }, call);
  return { ...tokens, RefreshToken: sealRefreshToken(uses, session, generation, token.secret) };
}
