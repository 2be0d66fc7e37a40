import { requireWithin } from '#domain/iam/quotas.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** Takes tokens for one more client (audience). Adding it twice changes nothing. */
export async function addClientIDToOpenIDConnectProvider(
  { OpenIDConnectProviderArn, ClientID }: IamInput<'AddClientIDToOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'AddClientIDToOpenIDConnectProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireOidcProvider(stores, OpenIDConnectProviderArn);
    const clientIds = [...new Set([...provider.clientIds, ClientID])];
    requireWithin('ClientIdsPerOpenIdConnectProvider', clientIds.length);
    await stores.oidcProviders.replace({ ...provider, clientIds });
  });
  return {};
}
