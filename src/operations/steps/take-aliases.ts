import type { Pool } from '#domain/pools/pool.ts';
import { aliasesOf } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';

/**
 * Takes the addresses by which this user shall sign in from whoever signs in by them so far, inside a transaction; they
 * are not verified for that one any more. Where addresses are usernames nothing is taken from anybody.
 * AWS: AdminCreateUser, "ForceAliasCreation".
 */
export async function takeAliases(
  { users }: Pick<Stores, 'users'>,
  pool: Pool,
  { sub, attributes }: Pick<User, 'sub' | 'attributes'>,
  now: number,
): Promise<void> {
  if (pool.usernameAttributes.size > 0) return;
  for (const alias of aliasesOf(pool, attributes)) {
    if (alias.kind === 'preferred_username') continue;
    const loser = await users.releaseAlias(pool.id, alias);
    if (loser === undefined || loser === sub) continue;
    await users.change(pool.id, loser, (user) => ({
      ...user,
      attributes: { ...user.attributes, [`${alias.kind}_verified`]: 'false' },
      modifiedAt: now,
    }));
  }
}
