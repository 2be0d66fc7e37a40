import { nameInArn } from '#domain/iam/arns.ts';
import { Failure } from '#domain/failures.ts';
import type { OidcProvider, SamlProvider } from '#domain/iam/entities.ts';
import type { IamStores } from '#ports/iam.ts';

/** @throws Failure `validationError` for what is no ARN of one, `noSuchEntity` */
export async function requireOidcProvider(
  { oidcProviders }: Pick<IamStores, 'oidcProviders'>,
  arn: string,
): Promise<OidcProvider> {
  const provider = await oidcProviders.find(nameInArn(arn, 'oidc-provider'));
  if (provider?.arn !== arn) {
    throw new Failure('noSuchEntity', { reason: `OpenIDConnect Provider not found for arn ${arn}` });
  }
  return provider;
}

/** @throws Failure `validationError` for what is no ARN of one, `noSuchEntity` */
export async function requireSamlProvider(
  { samlProviders }: Pick<IamStores, 'samlProviders'>,
  arn: string,
): Promise<SamlProvider> {
  const provider = await samlProviders.find(nameInArn(arn, 'saml-provider'));
  if (provider?.arn !== arn) throw new Failure('noSuchEntity', { reason: `Manifest not found for arn ${arn}` });
  return provider;
}
