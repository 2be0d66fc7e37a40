import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireSamlProvider } from '../../steps/iam/require-provider.ts';

/** Deletes a SAML provider. Roles that trust it can then not be taken on through it. */
export async function deleteSAMLProvider(
  { SAMLProviderArn }: IamInput<'DeleteSAMLProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteSAMLProvider'> {
  await changeIam(uses, async (stores) => {
    const { name } = await requireSamlProvider(stores, SAMLProviderArn);
    await stores.samlProviders.delete(name);
  });
  return {};
}
