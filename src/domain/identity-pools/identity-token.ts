import { identityPoolArn } from './identity-pool.ts';
import type { VerifiedLogin } from './verified-login.ts';

/** How long tokens live, in milliseconds: those of GetOpenIdToken, and developers' unless they say otherwise. */
export const tokenLife = 600_000;
export const developerTokenLife = 900_000;
/** The longest that `TokenDuration` allows. */
export const longestTokenLife = 86_400_000;

/** What a pool's own token says of an identity. */
export interface IdentityTokenFacts {
  readonly issuer: string;
  readonly pool: { readonly id: string; readonly region: string };
  readonly accountId: string;
  readonly identityId: string;
  readonly amr: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly now: number;
  readonly life: number;
}

/** The claim names that are URLs. */
const poolArnClaim = 'https://cognito-identity.amazonaws.com/identity-pool-arn';
const tagsClaim = 'https://aws.amazon.com/tags';

/** How the identity has shown who it is: every provider used in the call, or not at all. */
export const amrOf = (logins: readonly Pick<VerifiedLogin, 'amr'>[]): readonly string[] =>
  logins.length === 0 ? ['unauthenticated'] : ['authenticated', ...logins.flatMap(({ amr }) => amr)];

/** The `amr` of an identity that the owner of the pool vouches for. */
export const developerAmr = (provider: string, poolId: string, userId: string): readonly string[] => [
  provider,
  `${provider}:${poolId}:${userId}`,
];

/** The claims of a pool's own OIDC token; tags are one-element lists, as STS reads them. */
export function identityTokenClaims(facts: IdentityTokenFacts): Readonly<Record<string, unknown>> {
  const { issuer, pool, accountId, identityId, amr, tags, now, life } = facts;
  const issuedAt = Math.floor(now / 1_000);
  const tagged = Object.entries(tags).map(([key, value]) => [key, [value]]);
  return {
    sub: identityId,
    aud: pool.id,
    amr,
    iss: issuer,
    [poolArnClaim]: identityPoolArn(pool, accountId),
    ...(tagged.length > 0 && { [tagsClaim]: { principal_tags: Object.fromEntries(tagged) } }),
    exp: issuedAt + Math.floor(life / 1_000),
    iat: issuedAt,
  };
}

/** The tags in such a token. */
export function tagsIn(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const { principal_tags: tags = {} } = (claims[tagsClaim] ?? {}) as { principal_tags?: Record<string, string[]> };
  return Object.fromEntries(Object.entries(tags).map(([key, values]) => [key, String(values[0] ?? '')]));
}
