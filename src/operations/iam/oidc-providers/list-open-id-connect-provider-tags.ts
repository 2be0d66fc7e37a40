import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';
import { listTags } from '../../steps/iam/tag-pages.ts';

/** The tags of an OpenID Connect provider. */
export async function listOpenIDConnectProviderTags(
  { OpenIDConnectProviderArn, ...page }: IamInput<'ListOpenIDConnectProviderTags'>,
  { store }: Uses<'store'>,
): IamOutput<'ListOpenIDConnectProviderTags'> {
  const provider = await requireOidcProvider(store.iam, OpenIDConnectProviderArn);
  return listTags(provider.url, provider.tags, page);
}
