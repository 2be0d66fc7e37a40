import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { type Provider, providersOf } from '#domain/identity-pools/providers.ts';
import type { Uses } from '../../../operation.ts';

/**
 * Finds a pool's providers by what stands in `Logins`. A user pool of this server goes by its issuer too, since Amplify and
 * others take the key from the `iss` of the ID token; at AWS that is the same text.
 */
export function providerOfLogin(
  { directory, settings }: Uses<'directory' | 'settings'>,
  pool: Pick<IdentityPool, 'settings'>,
): (key: string) => Promise<Provider | undefined> {
  const configured = providersOf(pool);
  return async (key) => {
    const provider = configured.get(key);
    if (provider) return provider;
    const own = await directory.pool(key.slice(key.lastIndexOf('/') + 1));
    if (!own || key !== settings.issuerOf(own).replace(/^https?:\/\//, '')) return undefined;
    return configured.get(`cognito-idp.${own.region}.amazonaws.com/${own.id}`);
  };
}
