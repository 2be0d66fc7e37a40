import { longestToken } from '#crypto/jwt.ts';
import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import type { Claims } from '#ports/signing-keys.ts';
import type { Uses } from '../operation.ts';
import { sessionIdIn, signedOutSince } from './still-signed-in.ts';

/** The scope that lets an access token call the user's own operations. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

export interface Bearer {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly claims: Claims;
  /** The session the token descends from; undefined where the client has revocation switched off. */
  readonly sessionId: string | undefined;
}

function poolIdOf(token: string): string | undefined {
  const payload = token.split('.', 3)[1];
  if (!payload || token.length > longestToken) return undefined;
  try {
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss?: unknown };
    return typeof iss === 'string' ? iss.slice(iss.lastIndexOf('/') + 1) : undefined;
  } catch {
    return undefined; // not a token; what is not a token names no pool
  }
}

/**
 * Who presents this access token. Checks signature, issuer, use, expiry, scope, that the client and the user are still
 * there, that the user is enabled, and that nothing revoked it.
 * @throws Failure `accessTokenInvalid`, `accessTokenExpired`, `accessTokenScope`, `unknownUser`, `userDisabled`, `accessTokenRevoked`
 */
export async function bearer(
  {
    directory,
    signingKeys,
    settings,
    store,
    clock,
  }: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
  token: string,
  scope: string = selfServiceScope,
): Promise<Bearer> {
  const pool = await directory.pool(poolIdOf(token) ?? '');
  const claims = pool && (await signingKeys.verify(pool.id, token));
  if (!claims || claims['token_use'] !== 'access' || claims['iss'] !== settings.issuerOf(pool))
    throw new Failure('accessTokenInvalid');
  if (Number(claims['exp']) * 1_000 <= clock.now()) throw new Failure('accessTokenExpired');
  if (
    !String(claims['scope'] ?? '')
      .split(' ')
      .includes(scope)
  )
    throw new Failure('accessTokenScope');

  const client = await directory.client(String(claims['client_id']));
  if (!client || client.poolId !== pool.id) throw new Failure('accessTokenInvalid');
  // What became of the user says more than that its sessions ended with that, and apps tell the two apart.
  const user = await store.users.findBySub(pool.id, String(claims['sub']));
  if (!user) throw new Failure('unknownUser');
  if (!user.enabled) throw new Failure('userDisabled');
  const sessionId = sessionIdIn(claims);
  if (sessionId !== undefined && !(await store.sessions.exists(pool.id, sessionId)))
    throw new Failure('accessTokenRevoked');
  if (sessionId === undefined && signedOutSince(user, claims)) throw new Failure('accessTokenRevoked');
  return { pool, client, user, claims, sessionId };
}
