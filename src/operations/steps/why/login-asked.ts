import { Failure } from '#domain/failures.ts';
import { developerAmr } from '#domain/identity-pools/identity-token.ts';
import { audienceAmong } from '#domain/identity-pools/login-token.ts';
import { developerLogin, lookedUpLogin, publicLogin, registeredLogin } from '#domain/identity-pools/logins.ts';
import { type Provider, providersOf } from '#domain/identity-pools/providers.ts';
import { claimsGiven } from './claims-given.ts';
import { obstacle } from './obstacle.ts';
import { samlLoginAsked } from './saml-login-asked.ts';
import { userPoolLoginAsked } from './user-pool-login-asked.ts';
import type { LoginAsked, LoginAskedUses, WhoComes } from './who-comes.ts';

/**
 * The login of a provider that the question means.
 * @param key the provider's in `Logins`, or the developer provider's name
 * @throws Failure `validation`, `unknownUser`, `clientNotFound`, `loginAudience`
 */
export async function loginAsked(uses: LoginAskedUses, key: string, who: WhoComes): Promise<LoginAsked> {
  const provider = providersOf(who.pool).get(key);
  if (!provider) return developerAsked(uses, key, who);
  if (provider.kind === 'userPool') return userPoolLoginAsked(uses, provider, who);
  if (who.Username !== undefined) throw invalid(`Username is for user pools, and ${key} is none: give its claims.`);
  return others[provider.kind](uses, provider as never, who);
}

type Asked<Kind extends Provider['kind']> = (
  uses: LoginAskedUses,
  provider: Extract<Provider, { kind: Kind }>,
  who: WhoComes,
) => Promise<LoginAsked>;

const others: { readonly [Kind in 'public' | 'lookUp' | 'oidc' | 'saml']: Asked<Kind> } = {
  async public(_uses, { key, issuer, appId }, who) {
    const { claims, notes } = claimsGiven(who, { iss: issuer, aud: appId });
    return { login: publicLogin(key, audienceAmong(claims, [appId]), claims), obstacles: [], notes };
  },
  async lookUp(_uses, { key, appId }, who) {
    const { claims, notes } = claimsGiven(who, {});
    if (Object.keys(claims).some((name) => name !== 'sub')) {
      throw invalid(`${key} tells nothing but who somebody is: the only claim is sub.`);
    }
    return { login: lookedUpLogin(key, appId, String(claims['sub'])), obstacles: [], notes };
  },
  async oidc({ iam }, provider, who) {
    const registered = await iam.oidcProvider(provider.key);
    const clientIds = registered?.clientIds ?? [];
    const { claims, notes } = claimsGiven(who, { iss: `https://${provider.key}`, aud: clientIds[0] });
    const login = registeredLogin(provider, claims);
    if (registered?.arn === provider.arn) {
      audienceAmong(claims, clientIds);
      return { login, obstacles: [], notes };
    }
    const sentence = `${provider.arn} is not registered with IAM any more, so that nothing verifies its tokens.`;
    return { login, notes, obstacles: [obstacle('providerGone', sentence, new Failure('loginsDontMatch'))] };
  },
  saml: samlLoginAsked,
};

/** A developer's user: one whom the identity has, or the one that is named. */
async function developerAsked({ store }: LoginAskedUses, key: string, who: WhoComes): Promise<LoginAsked> {
  const { pool, identity, Username, Claims } = who;
  if (Claims !== undefined) throw invalid(`Users of the developer provider ${key} have no claims.`);
  const known = identity
    ? (await store.identities.developerIds(pool.id, identity.id, undefined, 1)).items[0]
    : undefined;
  const developerUserId = Username ?? known;
  if (developerUserId === undefined) throw invalid(`Username must say which user of ${key} is meant.`);
  const login = developerLogin(key, developerAmr(key, pool.id, developerUserId));
  const notes = [
    'Tags that the developer gives (PrincipalTags) are not known; give them as aws:PrincipalTag/… in Context.',
  ];
  return { login, obstacles: [], notes, developerUserId };
}

const invalid = (reason: string): Failure => new Failure('validation', { reason });
