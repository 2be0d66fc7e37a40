import { planForMerge } from '#domain/identity-pools/linking.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { applyPlan } from '../../steps/identity-pools/apply-plan.ts';
import { againWhenLost, lockInOrder, LostRace } from '../../steps/identity-pools/races.ts';
import { requireDeveloperProvider, requireDeveloperUser } from '../../steps/identity-pools/require-developer-user.ts';
import { requireIdentityPool } from '../../steps/identity-pools/require.ts';

/** Makes two users of a developer one: the source's identity is merged into the destination's, and disabled. */
export async function mergeDeveloperIdentities(
  input: Input<'MergeDeveloperIdentities'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'MergeDeveloperIdentities'> {
  const pool = await requireIdentityPool(uses, input.IdentityPoolId, call);
  requireDeveloperProvider(pool, input.DeveloperProviderName);
  const IdentityId = await againWhenLost(() =>
    uses.store.write(async (stores) => {
      const sourceId = await requireDeveloperUser(stores, pool, input.SourceUserIdentifier);
      const destinationId = await requireDeveloperUser(stores, pool, input.DestinationUserIdentifier);
      if (sourceId === destinationId) return destinationId;
      const locked = await lockInOrder(stores, [sourceId, destinationId]);
      const [source, destination] = [locked.get(sourceId), locked.get(destinationId)];
      const isStill = async (userId: string, identityId: string) =>
        (await stores.identities.developerOwnerOf(pool.id, userId)) === identityId;
      if (!source || !destination) throw new LostRace();
      if (!(await isStill(input.SourceUserIdentifier, sourceId))) throw new LostRace();
      if (!(await isStill(input.DestinationUserIdentifier, destinationId))) throw new LostRace();
      const plan = planForMerge(source, destination);
      return (await applyPlan(stores, pool.id, plan, { id: destinationId, now: uses.clock.now() })).id;
    }),
  );
  return { IdentityId };
}
