import { withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';

/** Puts tags on a SAML provider, in the place of those with the same keys. */
export async function tagSAMLProvider(
  { SAMLProviderArn, Tags }: IamInput<'TagSAMLProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'TagSAMLProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireSamlProvider(stores, SAMLProviderArn);
    await stores.samlProviders.replace({ ...provider, tags: withTags(provider.tags, Tags) });
  });
  return {};
}
