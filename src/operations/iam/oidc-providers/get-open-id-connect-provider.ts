import { tagList } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** An OpenID Connect provider. Its URL is shown without the scheme. */
export async function getOpenIDConnectProvider(
  { OpenIDConnectProviderArn }: IamInput<'GetOpenIDConnectProvider'>,
  { store }: Uses<'store'>,
): IamOutput<'GetOpenIDConnectProvider'> {
  const provider = await requireOidcProvider(store.iam, OpenIDConnectProviderArn);
  return {
    Url: provider.url,
    ClientIDList: [...provider.clientIds],
    ThumbprintList: [...provider.thumbprints],
    CreateDate: new Date(provider.createdAt),
    Tags: tagList(provider.tags),
  };
}
