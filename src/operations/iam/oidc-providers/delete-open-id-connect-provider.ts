import { nameInArn } from '#domain/iam/arns.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';

/** Deletes an OpenID Connect provider. One that is not there is no error, as on AWS. */
export async function deleteOpenIDConnectProvider(
  { OpenIDConnectProviderArn }: IamInput<'DeleteOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteOpenIDConnectProvider'> {
  const url = nameInArn(OpenIDConnectProviderArn, 'oidc-provider');
  await changeIam(uses, async ({ oidcProviders }) => {
    const provider = await oidcProviders.find(url);
    if (provider?.arn === OpenIDConnectProviderArn) await oidcProviders.delete(url);
  });
  return {};
}
