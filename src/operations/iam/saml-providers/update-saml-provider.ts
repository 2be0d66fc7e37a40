import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';
import { metadataExpiry, refuseEncryption } from '../../steps/iam/saml-settings.ts';

/** Replaces the metadata document of a SAML provider, with its certificates. */
export async function updateSAMLProvider(
  { SAMLProviderArn, SAMLMetadataDocument, ...encryption }: IamInput<'UpdateSAMLProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UpdateSAMLProvider'> {
  refuseEncryption(encryption);
  await changeIam(uses, async (stores) => {
    const provider = await requireSamlProvider(stores, SAMLProviderArn);
    const metadata = SAMLMetadataDocument ?? provider.metadata;
    await stores.samlProviders.replace({ ...provider, metadata, validUntil: metadataExpiry(metadata) });
  });
  return { SAMLProviderArn };
}
