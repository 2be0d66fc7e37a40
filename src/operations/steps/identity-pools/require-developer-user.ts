import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Stores } from '#ports/stores.ts';

/** The id of the identity that a developer's user has. @throws Failure `developerUserNotFound` */
export async function requireDeveloperUser(
  { identities }: Pick<Stores, 'identities'>,
  pool: Pick<IdentityPool, 'id'>,
  userId: string,
): Promise<string> {
  const owner = await identities.developerOwnerOf(pool.id, userId);
  if (owner === undefined) throw new Failure('developerUserNotFound');
  return owner;
}

/** @throws Failure `invalidParameter` for a name that is not the pool's developer provider */
export function requireDeveloperProvider({ settings }: Pick<IdentityPool, 'settings'>, name: string): void {
  if (settings.DeveloperProviderName === name) return;
  throw new Failure('invalidParameter', { reason: `${name} is not the developer provider of this identity pool.` });
}
