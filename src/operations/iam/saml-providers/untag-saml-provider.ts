import { withoutTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';

/** Takes tags off a SAML provider. */
export async function untagSAMLProvider(
  { SAMLProviderArn, TagKeys }: IamInput<'UntagSAMLProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UntagSAMLProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireSamlProvider(stores, SAMLProviderArn);
    await stores.samlProviders.replace({ ...provider, tags: withoutTags(provider.tags, TagKeys) });
  });
  return {};
}
