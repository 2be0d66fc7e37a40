import { Failure } from '#domain/failures.ts';
import { isPublicProvider, providersOf } from '#domain/identity-pools/providers.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { type LoginUses, verifyLogins } from '../../steps/identity-pools/logins/verify-logins.ts';
import { requireIdentity } from '../../steps/identity-pools/require.ts';

/**
 * Takes logins off an identity; whoever has one of the identity's logins may. A login that is taken off is new when it is
 * next used, and an identity that has lost its last one cannot be reached any more.
 */
export async function unlinkIdentity(
  { IdentityId, Logins, LoginsToRemove }: Input<'UnlinkIdentity'>,
  uses: LoginUses & Uses<'random'>,
  call: Call,
): Output<'UnlinkIdentity'> {
  const { pool } = await requireIdentity(uses, IdentityId, call);
  const logins = await verifyLogins(uses, pool, Logins);
  await uses.store.write(async ({ identities }) => {
    const identity = await identities.lock(IdentityId);
    if (!identity) throw new Failure('identityNotFound', { identityId: IdentityId });
    const owned = (provider: string) => identity.logins.some((login) => login.provider === provider);
    const owners = await Promise.all(logins.map((login) => identities.ownerOf(pool.id, login)));
    if (logins.length === 0 || owners.some((owner) => owner !== IdentityId)) throw new Failure('loginsDontMatch');
    for (const provider of LoginsToRemove) {
      const isKnown = owned(provider) || providersOf(pool).has(provider) || isPublicProvider(provider);
      if (!isKnown) throw new Failure('invalidPublicProvider');
      if (!owned(provider)) throw new Failure('loginsDontMatch');
    }
    for (const provider of new Set(LoginsToRemove)) await identities.unlink(pool.id, IdentityId, provider);
    await identities.replace({ ...identity, modifiedAt: uses.clock.now() });
  });
  return {};
}
