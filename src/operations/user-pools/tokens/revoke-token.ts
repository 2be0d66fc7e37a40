import { equalInConstantTime } from '#crypto/constant-time.ts';
import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { openRefreshToken } from '../../steps/tokens/refresh-token.ts';
import { requireClientAndPool } from '../../steps/require.ts';

/** Ends the session of a refresh token. A token that is no longer good is answered like one that was (RFC 7009 §2.2). */
export async function revokeToken(
  { ClientId, ClientSecret, Token, RevokeAssociatedSessions }: Input<'RevokeToken'>,
  uses: Uses<'directory' | 'store' | 'secrets' | 'signingKeys'>,
): Output<'RevokeToken'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  const authentic =
    client.secrets.length === 0 || client.secrets.some(({ value }) => equalInConstantTime(value, ClientSecret ?? ''));
  if (!authentic) throw new Failure('unauthorizedClient');
  if (!client.revocable) throw new Failure('revocationDisabled');
  if (RevokeAssociatedSessions === 'LINKED')
    throw new Failure('notHonoured', { setting: 'RevokeAssociatedSessions LINKED' });

  const token = openRefreshToken(uses, Token);
  if (!token) {
    if (await uses.signingKeys.verify(pool.id, Token)) throw new Failure('unsupportedTokenType');
    return {};
  }
  const session = token.poolId === pool.id ? await uses.store.sessions.find(pool.id, token.sessionId) : undefined;
  if (session && session.clientId !== client.id) throw new Failure('unauthorizedClient');
  if (session) await uses.store.sessions.delete(pool.id, session.id);
  return {};
}
