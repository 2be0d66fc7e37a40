import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { ClaimedToken } from './claimed-token.ts';
import type { IdentityUses, TokenProvider } from './token-provider.ts';

const google = 'accounts.google.com';

/** The providers that need no registration: our identity pools, and Google. Which application is for trust policies to say. */
export async function wellKnownProvider(
  { identityTokens, tokenIssuers, directory }: IdentityUses,
  { issuer }: ClaimedToken,
): Promise<TokenProvider | undefined> {
  if (issuer === identityTokens.issuer) {
    return {
      ...named(ownProvider),
      async verify(token) {
        const claims = await identityTokens.verify(token);
        // A pool that is deleted takes its tokens with it.
        const pool = claims && (await directory.identityPool(String(claims['aud'])));
        return pool && claims;
      },
    };
  }
  // Google writes its issuer in both forms. https://developers.google.com/identity/openid-connect/openid-connect
  if (issuer !== google && issuer !== `https://${google}`) return undefined;
  return { ...named(google), verify: (token) => tokenIssuers.verify(`https://${google}`, token) };
}

const named = (host: string) => ({ host, provider: host, shown: host, clientIds: undefined });
