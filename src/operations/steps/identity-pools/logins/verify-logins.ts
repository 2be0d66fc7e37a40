import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { sameLogin } from '#domain/identity-pools/identity.ts';
import { ownProvider, type Provider } from '#domain/identity-pools/providers.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import { verifyAccessToken } from './access-token.ts';
import type { LoginUses } from './login-uses.ts';
import { verifyPublicToken, verifyRegisteredToken } from './open-id.ts';
import { providerOfLogin } from './provider-of-login.ts';
import { verifySamlLogin } from './saml.ts';
import { verifyUserPoolToken } from './user-pool.ts';

/** Verifies one provider's token. */
type Verifier<Kind extends Provider['kind']> = (
  uses: LoginUses,
  provider: Extract<Provider, { kind: Kind }>,
  token: string,
) => Promise<VerifiedLogin>;

const verifiers: { readonly [Kind in Provider['kind']]: Verifier<Kind> } = {
  userPool: verifyUserPoolToken,
  public: verifyPublicToken,
  lookUp: verifyAccessToken,
  oidc: verifyRegisteredToken,
  saml: verifySamlLogin,
};

/**
 * Verifies what stands in `Logins`, all of it: one token that is refused refuses the call.
 * @returns the logins in the order of the request, each once; none for an empty or absent map
 * @throws Failure `loginFromIdentityPool`, `invalidPublicProvider`, `loginsDontMatch`, and those of the tokens
 */
export async function verifyLogins(
  uses: LoginUses,
  pool: IdentityPool,
  tokens: Readonly<Record<string, string>> = {},
): Promise<readonly VerifiedLogin[]> {
  const providerOf = providerOfLogin(uses, pool);
  const named: { readonly provider: Provider; readonly token: string }[] = [];
  for (const [key, token] of Object.entries(tokens)) {
    if (key === ownProvider) throw new Failure('loginFromIdentityPool');
    const provider = await providerOf(key);
    if (!provider && key === pool.settings.DeveloperProviderName) throw new Failure('invalidPublicProvider');
    if (!provider) throw new Failure('loginsDontMatch');
    named.push({ provider, token });
  }
  const verified: VerifiedLogin[] = [];
  for (const { provider, token } of named) {
    const verify = verifiers[provider.kind] as Verifier<Provider['kind']>;
    const login = await verify(uses, provider, token);
    // One provider may go by two names.
    if (!verified.some((other) => sameLogin(login, other))) verified.push(login);
  }
  return verified;
}
