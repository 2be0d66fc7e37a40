import type { IdentityPool, UserPoolClient } from './identity-pool.ts';

/** The name under which a pool's own tokens are presented, and which trust policies name. */
export const ownProvider = 'cognito-identity.amazonaws.com';

/** Public providers whose ID tokens are JWTs, by key. */
const signingProviders: Readonly<Record<string, string>> = {
  'accounts.google.com': 'https://accounts.google.com',
  'appleid.apple.com': 'https://appleid.apple.com',
};

/** Public providers whose access tokens are looked up at the provider. */
const lookUpProviders = ['graph.facebook.com', 'www.amazon.com'] as const;

/** Someone whose users an identity pool knows. */
export type Provider =
  | {
      readonly kind: 'userPool';
      readonly key: string;
      readonly region: string;
      readonly userPoolId: string;
      readonly clients: readonly UserPoolClient[];
    }
  | { readonly kind: 'public'; readonly key: string; readonly issuer: string; readonly appId: string }
  | { readonly kind: 'lookUp'; readonly key: (typeof lookUpProviders)[number]; readonly appId: string }
  | { readonly kind: 'oidc'; readonly key: string; readonly arn: string }
  | { readonly kind: 'saml'; readonly key: string };

/** A user pool as `ProviderName` and `Logins` write it. */
export function parseUserPoolKey(key: string): { readonly region: string; readonly userPoolId: string } | undefined {
  const [, region, userPoolId] =
    /^cognito-idp\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/(([\w-]+)_[0-9a-zA-Z]+)$/.exec(key) ?? [];
  return region && userPoolId ? { region, userPoolId } : undefined;
}

/** The URL without `https://` in the ARN of an IAM OIDC provider; undefined for any other text. */
export const oidcUrlOf = (arn: string): string | undefined =>
  /^arn:[\w-]+:iam::\d{12}:oidc-provider\/(.+)$/.exec(arn)?.[1];

export const isSamlProviderArn = (arn: string): boolean => /^arn:[\w-]+:iam::\d{12}:saml-provider\/[\w.-]+$/.test(arn);

export const isPublicProvider = (key: string): boolean =>
  Object.hasOwn(signingProviders, key) || (lookUpProviders as readonly string[]).includes(key);

function userPoolProvider(key: string, clients: readonly UserPoolClient[]): Provider[] {
  const named = parseUserPoolKey(key);
  return named ? [{ kind: 'userPool', key, ...named, clients: clients.filter((one) => one.ProviderName === key) }] : [];
}

function publicProvider([key, appId]: [string, string]): Provider[] {
  const issuer = Object.hasOwn(signingProviders, key) ? signingProviders[key] : undefined;
  if (issuer) return [{ kind: 'public', key, issuer, appId }];
  const lookUp = lookUpProviders.find((one) => one === key);
  return lookUp ? [{ kind: 'lookUp', key: lookUp, appId }] : [];
}

/** The providers a pool accepts, by their key in `Logins`. The developer provider is not among them: it has no tokens. */
export function providersOf({ settings }: Pick<IdentityPool, 'settings'>): ReadonlyMap<string, Provider> {
  const { CognitoIdentityProviders: clients = [], SupportedLoginProviders = {} } = settings;
  const providers: Provider[] = [
    ...[...new Set(clients.map((one) => one.ProviderName))].flatMap((key) => userPoolProvider(key, clients)),
    ...Object.entries(SupportedLoginProviders).flatMap(publicProvider),
    ...(settings.OpenIdConnectProviderARNs ?? []).map((arn): Provider => ({
      kind: 'oidc',
      key: oidcUrlOf(arn) ?? arn,
      arn,
    })),
    ...(settings.SamlProviderARNs ?? []).map((arn): Provider => ({ kind: 'saml', key: arn })),
  ];
  return new Map(providers.map((provider) => [provider.key, provider]));
}

/** Under which keys role mappings can name a provider: a user pool's clients one by one, others once. */
export function roleMappingKeys(provider: Provider): readonly string[] {
  if (provider.kind === 'userPool') return provider.clients.map(({ ClientId }) => `${provider.key}:${ClientId}`);
  return [provider.kind === 'oidc' ? provider.arn : provider.key];
}

/** The provider's key for a name in the calls on principal tags, where an OIDC provider goes by its ARN too. */
export function providerNamed(pool: Pick<IdentityPool, 'settings'>, name: string): string | undefined {
  const providers = providersOf(pool);
  if (providers.has(name)) return name;
  const key = oidcUrlOf(name);
  if (key !== undefined && providers.has(key)) return key;
  return name === pool.settings.DeveloperProviderName ? name : undefined;
}
