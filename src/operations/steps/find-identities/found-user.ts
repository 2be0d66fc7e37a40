import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { User, UserStatus } from '#domain/users/user.ts';
import type { Uses } from '../../operation.ts';
import { ownPoolOf } from './own-pool.ts';

/** A user of a user pool of this server. */
export interface FoundUser {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly Sub: string;
  readonly UserStatus: UserStatus;
  readonly Enabled: boolean;
}

/** The user that was asked for, and whoever of this server's users the identities' logins are; each once. */
export async function usersBehind(
  uses: Uses<'store' | 'directory'>,
  identities: readonly LinkedIdentity[],
  asked: User | undefined,
): Promise<readonly FoundUser[]> {
  const users = new Map<string, User>();
  const add = (user: User | undefined) => user && users.set(`${user.poolId} ${user.sub}`, user);
  add(asked);
  for (const { provider, subject } of identities.flatMap(({ logins }) => logins)) {
    const pool = await ownPoolOf(uses, provider);
    if (pool) add(await uses.store.users.findBySub(pool.id, subject));
  }
  return [...users.values()].map(({ poolId, username, sub, status, enabled }) => ({
    UserPoolId: poolId,
    Username: username,
    Sub: sub,
    UserStatus: status,
    Enabled: enabled,
  }));
}
