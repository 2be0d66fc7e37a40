import { nameQualifierOf } from '#crypto/digests.ts';
import { Failure } from '#domain/failures.ts';
import { samlLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { SamlAssertion } from '#domain/saml/assertion.ts';
import type { ReadySamlProvider } from '#ports/iam.ts';
import { verifySamlAssertion } from '../../saml/verify-saml-assertion.ts';
import type { LoginUses } from './login-uses.ts';

/** An assertion of a SAML provider that is registered with IAM. */
export async function verifySamlLogin(
  uses: LoginUses,
  { key }: Extract<Provider, { kind: 'saml' }>,
  response: string,
): Promise<VerifiedLogin> {
  const ready = await uses.iam.samlProvider(key);
  if (!ready) throw new Failure('loginsDontMatch');
  const assertion = await verified(uses, ready, response);
  const { subject: nameId, issuer } = assertion;
  if (nameId === undefined) throw new Failure('loginClaimMissing', { claim: 'NameID' });
  const { accountId } = uses.settings;
  // A provider that is made anew under an old name, for another issuer, has other users of the same names.
  const qualifier = nameQualifierOf({ issuer, accountId, provider: ready.provider.name });
  return samlLogin(key, { nameId, qualifier }, assertion);
}

/** Refusals of assertions as identity pools tell them. @throws Failure `loginRejected`, `tooManyRequests` */
async function verified(uses: LoginUses, provider: ReadySamlProvider, response: string): Promise<SamlAssertion> {
  try {
    return await verifySamlAssertion(uses, provider, response);
  } catch (error) {
    if (!(error instanceof Failure) || error.failure === 'tooManyRequests') throw error;
    throw new Failure('loginRejected', { reason: error.message });
  }
}
