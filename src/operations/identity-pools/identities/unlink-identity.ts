import { Failure } from '#domain/failures.ts';
import { isPublicProvider } from '#domain/identity-pools/providers.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import type { LoginUses } from '../../steps/identity-pools/logins/login-uses.ts';
import { providerOfLogin } from '../../steps/identity-pools/logins/provider-of-login.ts';
import { verifyLogins } from '../../steps/identity-pools/logins/verify-logins.ts';
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
  const providerOf = providerOfLogin(uses, pool);
  const removed: { readonly key: string; readonly isConfigured: boolean }[] = [];
  for (const name of LoginsToRemove) {
    const provider = await providerOf(name);
    removed.push({ key: provider?.key ?? name, isConfigured: provider !== undefined });
  }
  await uses.store.write(async ({ identities }) => {
    const identity = await identities.lock(IdentityId);
    if (!identity) throw new Failure('identityNotFound', { identityId: IdentityId });
    const owned = (provider: string) => identity.logins.some((login) => login.provider === provider);
    const owners = await Promise.all(logins.map((login) => identities.ownerOf(pool.id, login)));
    if (logins.length === 0 || owners.some((owner) => owner !== IdentityId)) throw new Failure('loginsDontMatch');
    for (const { key, isConfigured } of removed) {
      if (!owned(key) && !isConfigured && !isPublicProvider(key)) throw new Failure('invalidPublicProvider');
      if (!owned(key)) throw new Failure('loginsDontMatch');
    }
    for (const key of new Set(removed.map((one) => one.key))) await identities.unlink(pool.id, IdentityId, key);
    await identities.replace({ ...identity, modifiedAt: uses.clock.now() });
  });
  return {};
}
