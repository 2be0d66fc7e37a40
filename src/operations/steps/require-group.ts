import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Group } from '#domain/users/group.ts';
import type { Stores } from '#ports/stores.ts';

/** @throws Failure `groupNotFound` */
export async function requireGroup({ groups }: Pick<Stores, 'groups'>, pool: Pool, name: string): Promise<Group> {
  const group = await groups.find(pool.id, name);
  if (!group) throw new Failure('groupNotFound');
  return group;
}
