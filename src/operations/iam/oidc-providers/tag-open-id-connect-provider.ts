import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** Puts tags on an OpenID Connect provider, in the place of those with the same keys. */
export async function tagOpenIDConnectProvider(
  { OpenIDConnectProviderArn, Tags }: IamInput<'TagOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'TagOpenIDConnectProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireOidcProvider(stores, OpenIDConnectProviderArn);
    await stores.oidcProviders.replace({ ...provider, tags: withTags(provider.tags, Tags) });
  });
  return {};
}
