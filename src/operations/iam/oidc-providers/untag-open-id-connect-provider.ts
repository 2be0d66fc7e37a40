import { withoutTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** Takes tags off an OpenID Connect provider. */
export async function untagOpenIDConnectProvider(
  { OpenIDConnectProviderArn, TagKeys }: IamInput<'UntagOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UntagOpenIDConnectProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireOidcProvider(stores, OpenIDConnectProviderArn);
    await stores.oidcProviders.replace({ ...provider, tags: withoutTags(provider.tags, TagKeys) });
  });
  return {};
}
