import type { User } from '#domain/users/user.ts';
import type { Claims } from '#ports/signing-keys.ts';
import type { Uses } from '../operation.ts';

/** The session that a token descends from; undefined where the client has revocation switched off. */
export const sessionIdIn = ({ origin_jti: id }: Claims): string | undefined =>
  id === undefined ? undefined : String(id);

/** Whether the user has signed out everywhere since a token was issued; for tokens that descend from no session. */
export const signedOutSince = ({ signedOutAt }: Pick<User, 'signedOutAt'>, { iat }: Claims): boolean =>
  signedOutAt !== undefined && Number(iat) * 1_000 <= signedOutAt;

/** Whether the user whom a verified token of the pool names is there and enabled, and nothing has ended the session. */
export async function isStillSignedIn({ store }: Uses<'store'>, poolId: string, claims: Claims): Promise<boolean> {
  const user = await store.users.findBySub(poolId, String(claims['sub']));
  if (!user?.enabled) return false;
  const sessionId = sessionIdIn(claims);
  return sessionId === undefined ? !signedOutSince(user, claims) : store.sessions.exists(poolId, sessionId);
}
