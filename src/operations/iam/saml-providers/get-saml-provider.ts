import { tagList } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';

/** A SAML provider with its metadata document. */
export async function getSAMLProvider(
  { SAMLProviderArn }: IamInput<'GetSAMLProvider'>,
  { store }: Uses<'store'>,
): IamOutput<'GetSAMLProvider'> {
  const provider = await requireSamlProvider(store.iam, SAMLProviderArn);
  return {
    SAMLProviderUUID: provider.uuid,
    SAMLMetadataDocument: provider.metadata,
    CreateDate: new Date(provider.createdAt),
    ValidUntil: new Date(provider.validUntil),
    Tags: tagList(provider.tags),
  };
}
