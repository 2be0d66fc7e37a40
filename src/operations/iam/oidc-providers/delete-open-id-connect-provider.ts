import { nameInArn } from '#domain/iam/arns.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';

/** Deletes an OpenID Connect provider. One that is not there is no error, as on AWS. */
export async function deleteOpenIDConnectProvider(
  { OpenIDConnectProviderArn }: IamInput<'DeleteOpenIDConnectProvider'>,
  uses: Uses<'store' | 'iam'>,
): IamOutput<'DeleteOpenIDConnectProvider'> {
  const url = nameInArn(OpenIDConnectProviderArn, 'oidc-provider');
  await changeIam(uses, ({ oidcProviders }) => oidcProviders.delete(url));
  return {};
}
