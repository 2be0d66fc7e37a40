import type { Pool } from '#domain/pools/pool.ts';
import { aliasCandidates, foldName } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Whether a name has the form of a `sub`. */
export const isSub = (name: string): boolean => uuid.test(name);

/**
 * The user a name stands for: a username first, then a `sub`, then whatever the pool lets users sign in by. Aliases come
 * last, because users choose them: nobody can take another's sign-in, or what administrators mean for another, by an
 * alias that reads the same.
 */
export async function findUser({ users }: Pick<Stores, 'users'>, pool: Pool, name: string): Promise<User | undefined> {
  const key = foldName(pool, name);
  const byUsername = await users.findByUsername(pool.id, key);
  if (byUsername) return byUsername;
  const bySub = isSub(key) ? await users.findBySub(pool.id, key) : undefined;
  if (bySub) return bySub;
  for (const alias of aliasCandidates(pool, name)) {
    // In order, and the first is nearly always the one.
    const user = await users.findByAlias(pool.id, alias);
    if (user) return user;
  }
  return undefined;
}
