import type { PrincipalTagMap } from './identity-pool.ts';
import { isSamlProviderArn } from './providers.ts';
import { nameClaim, nameIdentifierClaim } from './saml-claims.ts';
import type { VerifiedLogin } from './verified-login.ts';

/** What `UseDefaults` maps: tag key to claim. Assertions have no `sub` and `aud`; AWS names what stands for them. */
const defaultTags: Readonly<Record<string, string>> = { username: 'sub', client: 'aud' };
const defaultSamlTags: Readonly<Record<string, string>> = { username: nameIdentifierClaim, client: nameClaim };

/**
 * The map in force for a provider.
 * @param provider its key in `Logins`
 */
export function effectiveTags(map: PrincipalTagMap | undefined, provider: string): Readonly<Record<string, string>> {
  if (map === undefined) return {};
  if (!map.useDefaults) return map.tags;
  return isSamlProviderArn(provider) ? defaultSamlTags : defaultTags;
}

/** A tag has one text; of a claim with several values only a sole one can be it. */
function textOf(claim: unknown): string | undefined {
  if (Array.isArray(claim)) return claim.length === 1 ? textOf(claim[0]) : undefined;
  return typeof claim === 'string' || typeof claim === 'number' || typeof claim === 'boolean'
    ? String(claim)
    : undefined;
}

/**
 * The tags that logins give a session: a claim that is absent gives none, and of two logins with the same tag the first
 * in the call decides. AWS: "Using attributes for access control", Amazon Cognito developer guide.
 */
export function principalTags(
  maps: Readonly<Record<string, PrincipalTagMap>>,
  logins: readonly Pick<VerifiedLogin, 'provider' | 'claims'>[],
): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const { provider, claims } of logins) {
    const map = Object.hasOwn(maps, provider) ? maps[provider] : undefined;
    for (const [key, claim] of Object.entries(effectiveTags(map, provider))) {
      const value = Object.hasOwn(claims, claim) ? textOf(claims[claim]) : undefined;
      if (value !== undefined && value !== '' && !Object.hasOwn(tags, key)) tags[key] = value;
    }
  }
  return tags;
}

/** The characters of all values together that AWS lets tags have. */
const valuesLimit = 460;

/** Whether the values are more than fit. */
export const tooLong = (tags: Readonly<Record<string, string>>): boolean =>
  Object.values(tags).reduce((total, value) => total + new TextEncoder().encode(value).length, 0) > valuesLimit;
