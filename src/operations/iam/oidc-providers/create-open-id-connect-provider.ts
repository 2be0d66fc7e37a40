import { Failure } from '#domain/failures.ts';
import type { OidcProvider } from '#domain/iam/entities.ts';
import { providerUrl, requireThumbprints } from '#domain/iam/provider-url.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import { tagList, withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';

/** Lets the tokens of an OpenID Connect provider be exchanged for roles that trust it. */
export async function createOpenIDConnectProvider(
  { Url, ClientIDList = [], ThumbprintList = [], Tags }: IamInput<'CreateOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'settings'>,
): IamOutput<'CreateOpenIDConnectProvider'> {
  const { accountId, publicUrl, mode } = uses.settings;
  const url = providerUrl(Url, { publicUrl, mode });
  const clientIds = [...new Set(ClientIDList)];
  requireThumbprints(ThumbprintList);
  requireWithin('ClientIdsPerOpenIdConnectProvider', clientIds.length);
  const provider: OidcProvider = {
    url,
    arn: `arn:aws:iam::${accountId}:oidc-provider/${url}`,
    clientIds,
    thumbprints: ThumbprintList,
    createdAt: uses.clock.now(),
    tags: withTags({}, Tags),
  };
  await changeIam(uses, async ({ oidcProviders }) => {
    requireWithin('OpenIdConnectProvidersPerAccount', (await oidcProviders.list()).length + 1);
    if (await oidcProviders.insert(provider)) return;
    throw new Failure('entityAlreadyExists', { reason: `Provider with url ${Url} already exists.` });
  });
  const tags = tagList(provider.tags);
  return { OpenIDConnectProviderArn: provider.arn, ...(tags.length > 0 && { Tags: tags }) };
}
