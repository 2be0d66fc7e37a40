import { Failure } from '../failures.ts';
import { userPoolClientsPerPool, type IdentityPoolSettings } from './identity-pool.ts';
import {
  isPublicProvider,
  isSamlProviderArn,
  oidcUrlOf,
  ownProvider,
  parseUserPoolKey,
  providersOf,
} from './providers.ts';

const invalid = (reason: string): Failure => new Failure('invalidParameter', { reason });

/**
 * Holds an identity pool's settings to what the contract leaves open.
 * @throws Failure `invalidCognitoProvider`, `invalidParameter`, `limitExceeded`, `notHonoured` for a provider we cannot verify
 */
export function checkIdentityPool(settings: IdentityPoolSettings): void {
  const { CognitoIdentityProviders: clients = [], SupportedLoginProviders = {} } = settings;
  if (clients.length > userPoolClientsPerPool) {
    throw new Failure('limitExceeded', {
      reason: `An identity pool can have no more than ${userPoolClientsPerPool} user pool clients.`,
    });
  }
  const seen = new Set<string>();
  for (const { ProviderName, ClientId } of clients) {
    if (!ProviderName || !ClientId || !parseUserPoolKey(ProviderName)) throw new Failure('invalidCognitoProvider');
    const name = `${ProviderName}:${ClientId}`;
    if (seen.has(name)) throw invalid(`The user pool client ${name} is named twice.`);
    seen.add(name);
  }
  for (const key of Object.keys(SupportedLoginProviders)) {
    if (key === 'api.twitter.com' || key === 'www.digits.com') {
      throw new Failure('notHonoured', { setting: `SupportedLoginProviders.${key}` });
    }
    if (!isPublicProvider(key)) throw invalid(`${key} is not a supported login provider.`);
  }
  for (const arn of settings.OpenIdConnectProviderARNs ?? []) {
    if (oidcUrlOf(arn) === undefined) throw invalid(`${arn} is not the ARN of an OpenID Connect provider.`);
  }
  for (const arn of settings.SamlProviderARNs ?? []) {
    if (!isSamlProviderArn(arn)) throw invalid(`${arn} is not the ARN of a SAML provider.`);
  }
  const { DeveloperProviderName: developer } = settings;
  if (developer === undefined) return;
  // Else a token for the users of one would be taken for a token of the other's.
  if (developer === ownProvider || isPublicProvider(developer) || providersOf({ settings }).has(developer)) {
    throw invalid(`${developer} can not be the name of a developer provider.`);
  }
}
