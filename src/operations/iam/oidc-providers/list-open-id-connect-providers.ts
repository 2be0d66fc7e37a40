import type { IamInput, IamOutput, Uses } from '../../operation.ts';

/** The OpenID Connect providers of the account. */
export async function listOpenIDConnectProviders(
  _: IamInput<'ListOpenIDConnectProviders'>,
  { store }: Uses<'store'>,
): IamOutput<'ListOpenIDConnectProviders'> {
  return { OpenIDConnectProviderList: (await store.iam.oidcProviders.list()).map(({ arn }) => ({ Arn: arn })) };
}
