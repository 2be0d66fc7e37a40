import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** Takes no tokens for a client (audience) any more. One that is not there is no error, as on AWS. */
export async function removeClientIDFromOpenIDConnectProvider(
  { OpenIDConnectProviderArn, ClientID }: IamInput<'RemoveClientIDFromOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'RemoveClientIDFromOpenIDConnectProvider'> {
  await changeIam(uses, async (stores) => {
    const provider = await requireOidcProvider(stores, OpenIDConnectProviderArn);
    const clientIds = provider.clientIds.filter((id) => id !== ClientID);
    await stores.oidcProviders.replace({ ...provider, clientIds });
  });
  return {};
}
