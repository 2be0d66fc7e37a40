import type { IdentityPool, IdentityPoolSettings } from '#domain/identity-pools/identity-pool.ts';
import type { IdentityPools } from '#contract/aws.ts';

type Description = IdentityPools['DescribeIdentityPool']['output'];
type Given = Partial<Omit<IdentityPools['CreateIdentityPool']['input'], 'IdentityPoolName' | 'IdentityPoolTags'>>;

/** A pool as AWS shows it: what was not set is left out. */
export const describeIdentityPool = ({ id, name, settings, tags }: IdentityPool): Description => ({
  IdentityPoolId: id,
  IdentityPoolName: name,
  ...(structuredClone(settings) as Omit<Description, 'IdentityPoolId' | 'IdentityPoolName'>),
  IdentityPoolTags: { ...tags },
});

/** What of a request is kept: empty lists and maps count as absent. */
export function identityPoolSettings(given: Given): IdentityPoolSettings {
  const kept = Object.entries({
    AllowClassicFlow: given.AllowClassicFlow,
    SupportedLoginProviders: given.SupportedLoginProviders,
    DeveloperProviderName: given.DeveloperProviderName,
    OpenIdConnectProviderARNs: given.OpenIdConnectProviderARNs,
    CognitoIdentityProviders: given.CognitoIdentityProviders,
    SamlProviderARNs: given.SamlProviderARNs,
  }).filter(([, value]) => value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0));
  return {
    AllowUnauthenticatedIdentities: given.AllowUnauthenticatedIdentities ?? false,
    ...(Object.fromEntries(kept) as Omit<IdentityPoolSettings, 'AllowUnauthenticatedIdentities'>),
  };
}
