import type { IamInput, IamOutput, Uses } from '../../operation.ts';

/** The SAML providers of the account. */
export async function listSAMLProviders(
  _: IamInput<'ListSAMLProviders'>,
  { store }: Uses<'store'>,
): IamOutput<'ListSAMLProviders'> {
  const providers = await store.iam.samlProviders.list();
  return {
    SAMLProviderList: providers.map(({ arn, validUntil, createdAt }) => ({
      Arn: arn,
      ValidUntil: new Date(validUntil),
      CreateDate: new Date(createdAt),
    })),
  };
}
