import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { AttributeChange } from '#domain/users/change-attributes.ts';
import { aliasesOf, foldName } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import type { Stores } from '#ports/stores.ts';

/**
 * Changes a user's attributes inside a transaction, under its lock, and keeps the names by which it signs in in step.
 * @throws Failure `aliasExists` when another user has one of them, `unknownUser`, and whatever `rule` throws
 */
export async function applyAttributes(
  { users }: Pick<Stores, 'users'>,
  pool: Pool,
  sub: string,
  rule: (user: User) => AttributeChange,
): Promise<AttributeChange> {
  let outcome: AttributeChange | undefined;
  const changed = await users.change(pool.id, sub, (user) => {
    outcome = rule(user);
    return outcome.user;
  });
  if (!changed || !outcome) throw new Failure('unknownUser');
  await refuseTakenAddress({ users }, pool, outcome.user);
  await users.setAliases(pool.id, sub, aliasesOf(pool, outcome.user.attributes));
  return outcome;
}

/** Where addresses are usernames, one that waits for its verification must not be another user's already. */
async function refuseTakenAddress({ users }: Pick<Stores, 'users'>, pool: Pool, { sub, pending }: User): Promise<void> {
  for (const kind of pool.usernameAttributes) {
    const value = pending[kind];
    if (!value) continue;
    const holder = await users.findByAlias(pool.id, { kind, value: foldName(pool, value) });
    if (holder && holder.sub !== sub) throw new Failure('aliasExists', { attribute: kind });
  }
}
