import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import { findUser } from './find-user.ts';

/** The user an administrator names: by username, alias or `sub`. @throws Failure `unknownUser` */
export async function requireUser(stores: Pick<Stores, 'users'>, pool: Pool, name: string): Promise<User> {
  const user = await findUser(stores, pool, name);
  if (!user) throw new Failure('unknownUser');
  return user;
}

/**
 * Changes a user inside a transaction, under its lock.
 * @throws Failure `unknownUser` when it has been deleted in the meantime, and whatever `change` throws
 */
export async function changeUser(
  { users }: Pick<Stores, 'users'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
  change: (user: User) => User,
): Promise<User> {
  const changed = await users.change(poolId, sub, change);
  if (!changed) throw new Failure('unknownUser');
  return changed;
}
