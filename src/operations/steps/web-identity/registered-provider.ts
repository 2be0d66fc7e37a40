import { withoutScheme } from '#domain/iam/provider-url.ts';
import type { ClaimedToken } from './claimed-token.ts';
import type { IdentityUses, TokenProvider } from './token-provider.ts';

/** The provider of IAM that a token says it is of. Those of our own user pools are verified without asking anybody. */
export async function registeredProvider(
  uses: IdentityUses,
  { issuer }: ClaimedToken,
): Promise<TokenProvider | undefined> {
  if (!/^https?:\/\//.test(issuer)) return undefined;
  const registered = await uses.iam.oidcProvider(withoutScheme(issuer));
  if (!registered) return undefined;
  const { url, arn, clientIds, thumbprints } = registered;
  const ownPool = await poolOf(uses, issuer);
  const verify: TokenProvider['verify'] =
    ownPool === undefined
      ? (token) => uses.tokenIssuers.verify(issuer, token, { thumbprints })
      : (token) => uses.signingKeys.verify(ownPool, token);
  return { host: url, provider: arn, shown: issuer, clientIds, verify };
}

/** Which of our user pools an issuer is. */
async function poolOf({ directory, settings }: IdentityUses, issuer: string): Promise<string | undefined> {
  const pool = await directory.pool(issuer.slice(issuer.lastIndexOf('/') + 1));
  return pool && settings.issuerOf(pool) === issuer ? pool.id : undefined;
}
