import { Failure } from '#domain/failures.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import type { SamlProvider } from '#domain/iam/entities.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import { tagList, withTags } from '#domain/iam/tags.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { metadataExpiry, refuseEncryption } from '../../steps/iam/saml-settings.ts';

/** Lets the assertions of a SAML provider be exchanged for roles that trust it. */
export async function createSAMLProvider(
  { Name, SAMLMetadataDocument, Tags, ...encryption }: IamInput<'CreateSAMLProvider'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
): IamOutput<'CreateSAMLProvider'> {
  refuseEncryption(encryption);
  const { accountId } = uses.settings;
  const provider: SamlProvider = {
    name: Name,
    arn: `arn:aws:iam::${accountId}:saml-provider/${Name}`,
    // Any 22 letters and digits: an id of another kind, and one letter more.
    uuid: `S${uniqueId('AIPA', accountId, uses.random.bytes(32))}`,
    metadata: SAMLMetadataDocument,
    validUntil: metadataExpiry(SAMLMetadataDocument),
    createdAt: uses.clock.now(),
    tags: withTags({}, Tags),
  };
  await changeIam(uses, async ({ samlProviders }) => {
    requireWithin('SAMLProvidersPerAccount', (await samlProviders.list()).length + 1);
    if (await samlProviders.insert(provider)) return;
    throw new Failure('entityAlreadyExists', { reason: `Provider with name ${Name} already exists` });
  });
  const tags = tagList(provider.tags);
  return { SAMLProviderArn: provider.arn, ...(tags.length > 0 && { Tags: tags }) };
}
