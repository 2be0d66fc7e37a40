import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { aliasesOf, foldName } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';
import { isSub } from './find-user.ts';

/**
 * Adds a user under its username and the other names by which it signs in.
 * @throws Failure `usernameTaken`, also for the `sub` of another user: administrators name users by either, and what
 *   they mean for one must not reach the other; `aliasExists`
 */
export async function addUser({ users }: Pick<Stores, 'users'>, pool: Pool, user: User): Promise<void> {
  const key = foldName(pool, user.username);
  if (isSub(key) && (await users.findBySub(pool.id, key))) throw new Failure('usernameTaken');
  await users.insert(user, key, aliasesOf(pool, user.attributes));
}
