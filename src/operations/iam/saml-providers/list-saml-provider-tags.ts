import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';
import { listTags } from '../../steps/iam/tag-pages.ts';

/** The tags of a SAML provider. */
export async function listSAMLProviderTags(
  { SAMLProviderArn, ...page }: IamInput<'ListSAMLProviderTags'>,
  { store }: Uses<'store'>,
): IamOutput<'ListSAMLProviderTags'> {
  const provider = await requireSamlProvider(store.iam, SAMLProviderArn);
  return listTags(provider.name, provider.tags, page);
}
