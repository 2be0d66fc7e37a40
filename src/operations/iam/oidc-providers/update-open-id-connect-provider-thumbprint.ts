import { Failure } from '#domain/failures.ts';
import { requireThumbprints } from '#domain/iam/provider-url.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireOidcProvider } from '../../steps/iam/require-provider.ts';

/** Replaces the certificate thumbprints of an OpenID Connect provider. */
export async function updateOpenIDConnectProviderThumbprint(
  { OpenIDConnectProviderArn, ThumbprintList }: IamInput<'UpdateOpenIDConnectProviderThumbprint'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'UpdateOpenIDConnectProviderThumbprint'> {
  if (ThumbprintList.length === 0) throw new Failure('invalidInput', { reason: 'Thumbprint list must not be empty.' });
  requireThumbprints(ThumbprintList);
  await changeIam(uses, async (stores) => {
    const provider = await requireOidcProvider(stores, OpenIDConnectProviderArn);
    await stores.oidcProviders.replace({ ...provider, thumbprints: ThumbprintList });
  });
  return {};
}
