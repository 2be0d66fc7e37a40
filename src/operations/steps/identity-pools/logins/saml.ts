import { nameQualifierOf } from '#crypto/digests.ts';
import { rolesOfProvider } from '#domain/credentials/saml-identity.ts';
import { Failure } from '#domain/failures.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import { samlClaims } from '#domain/identity-pools/saml-claims.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { SamlAssertion } from '#domain/saml/assertion.ts';
import type { ReadySamlProvider } from '#ports/iam.ts';
import { verifySamlAssertion } from '../../saml/verify-saml-assertion.ts';
import type { Uses } from '../../../operation.ts';
import type { LoginUses } from './verify-logins.ts';

/**
 * An assertion of a SAML provider that is registered with IAM. Its roles are those that the assertion names beside the
 * provider. AWS: “SAML providers”, Amazon Cognito developer guide, identity pools.
 */
export async function verifySamlLogin(
  uses: LoginUses,
  { key }: Extract<Provider, { kind: 'saml' }>,
  response: string,
): Promise<VerifiedLogin> {
  const ready = await uses.iam.samlProvider(key);
  if (!ready) throw new Failure('loginsDontMatch');
  const assertion = await verified(uses, ready, response);
  if (assertion.subject === undefined) throw new Failure('loginClaimMissing', { claim: 'NameID' });
  return samlLogin(uses, ready, assertion, assertion.subject);
}

/** The login of somebody whom a provider names, with what it says of them. */
export function samlLogin(
  { settings: { accountId } }: Uses<'settings'>,
  { provider, issuer }: Pick<ReadySamlProvider, 'provider' | 'issuer'>,
  assertion: Pick<SamlAssertion, 'attributes'>,
  nameId: string,
): VerifiedLogin {
  const { arn: key, name } = provider;
  // A provider that is made anew under an old name, for another issuer, has other users of the same names.
  const qualifier = nameQualifierOf({ issuer, accountId, provider: name });
  return {
    ...{ provider: key, subject: `${qualifier}:${nameId}`, mappingKey: key, amr: [key, `${key}:SAML:${nameId}`] },
    claims: samlClaims(assertion, nameId),
    ...{ roles: rolesOfProvider(assertion, key), preferredRole: undefined, rolesDecide: true },
  };
}

/** Refusals of assertions as identity pools tell them. @throws Failure `loginRejected` */
async function verified(uses: LoginUses, provider: ReadySamlProvider, response: string): Promise<SamlAssertion> {
  try {
    return await verifySamlAssertion(uses, provider, response);
  } catch (error) {
    throw error instanceof Failure ? new Failure('loginRejected', { reason: error.message }) : error;
  }
}
