import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { Stores } from '#ports/stores.ts';

/** The identities, each once, and behind one that was merged into another the other, which may have been merged in turn. */
export async function withSurvivors(
  { identities }: Pick<Stores, 'identities'>,
  ids: readonly string[],
): Promise<readonly LinkedIdentity[]> {
  const found = new Map<string, LinkedIdentity>();
  const queue = [...ids];
  for (const id of queue) {
    if (found.has(id)) continue;
    const identity = await identities.find(id);
    if (!identity) continue; // deleted since
    found.set(id, identity);
    if (identity.mergedInto !== undefined) queue.push(identity.mergedInto);
  }
  return [...found.values()];
}
