import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireDeveloperProvider, requireDeveloperUser } from '../../steps/identity-pools/require-developer-user.ts';
import { requireIdentity, requireIdentityPool } from '../../steps/identity-pools/require.ts';

/** Takes a developer's user id off an identity; it is a new user's when it is next used. */
export async function unlinkDeveloperIdentity(
  { IdentityPoolId, IdentityId, DeveloperProviderName, DeveloperUserIdentifier }: Input<'UnlinkDeveloperIdentity'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'UnlinkDeveloperIdentity'> {
  const pool = await requireIdentityPool(uses, IdentityPoolId, call);
  requireDeveloperProvider(pool, DeveloperProviderName);
  const found = await requireIdentity(uses, IdentityId, call);
  if (found.pool.id !== pool.id) throw new Failure('identityNotFound', { identityId: IdentityId });
  await uses.store.write(async (stores) => {
    const identity = await stores.identities.lock(IdentityId);
    const owner = await requireDeveloperUser(stores, pool, DeveloperUserIdentifier);
    if (!identity || owner !== IdentityId) {
      throw new Failure('resourceConflict', {
        reason: 'The developer user identifier and the identity do not belong together.',
      });
    }
    await stores.identities.unlinkDeveloper(pool.id, IdentityId, DeveloperUserIdentifier);
    await stores.identities.replace({ ...identity, modifiedAt: uses.clock.now() });
  });
  return {};
}
