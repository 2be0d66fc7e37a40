import { nameQualifierOf } from '#crypto/digests.ts';
import { keptSamlKeys, rolesOfProvider, type SamlIdentity, samlIdentityOf } from '#domain/credentials/saml-identity.ts';
import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../operation.ts';
import { assumeRoleAs } from '../steps/assume-role-as.ts';
import { refuseUnbuilt } from '../steps/refuse-unbuilt-sts.ts';
import { requireRoleArn } from '../steps/role-arn.ts';
import { beginRoleSession } from '../steps/role-session.ts';
import { verifySamlAssertion } from '../steps/saml/verify-saml-assertion.ts';
import { askedPolicies } from '../steps/session-policies-input.ts';

type Needs = Uses<'iam' | 'samlAssertions' | 'secrets' | 'random' | 'clock' | 'settings'>;
type Asked = Input<'AssumeRoleWithSAML'>;

const action = 'sts:AssumeRoleWithSAML';

/** A session of a role for whoever holds an assertion of a SAML provider that names the role. Nobody signs this request. */
export async function assumeRoleWithSAML(input: Asked, uses: Needs, call: Call): Output<'AssumeRoleWithSAML'> {
  refuseUnbuilt(input);
  const { PrincipalArn: provider } = input;
  const roleArn = requireRoleArn(input.RoleArn);
  const asked = askedPolicies(input);
  const { qualifier, ...identity } = await identityIn(input, uses);
  const { subject, subjectType, issuer, audience, sessionName, context, tags, sourceIdentity, longest } = identity;
  const { role } = await assumeRoleAs(uses, call, {
    ...{ action, kind: 'saml', roleArn, provider, sessionName, context, tags, sourceIdentity },
  });
  const { credentials, assumedRoleId, arn, packedPolicySize } = await beginRoleSession(uses, {
    ...{ role, sessionName, durationSeconds: input.DurationSeconds, longest, ...asked },
    ...{ ...tags, sourceIdentity, provider, context: keptSamlKeys(context) },
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
    PackedPolicySize: packedPolicySize,
    Subject: subject,
    SubjectType: subjectType,
    Issuer: issuer,
    Audience: audience,
    NameQualifier: qualifier,
    SourceIdentity: sourceIdentity,
  };
}

/**
 * Whom the assertion names, when it names the role and the provider that are asked for.
 * @throws Failure `identityTokenInvalid`, `identityTokenExpired`, `idpRejectedClaim`, `notAuthorizedTo`
 */
async function identityIn(
  { RoleArn, PrincipalArn, SAMLAssertion }: Asked,
  uses: Needs,
): Promise<SamlIdentity & { readonly qualifier: string }> {
  const ready = await uses.iam.samlProvider(PrincipalArn);
  if (!ready) throw new Failure('identityTokenInvalid', { reason: "Specified provider doesn't exist" });
  const assertion = await verifySamlAssertion(uses, ready, SAMLAssertion);
  if (!rolesOfProvider(assertion, PrincipalArn).includes(RoleArn)) throw new Failure('notAuthorizedTo', { action });
  const { accountId } = uses.settings;
  const { name } = ready.provider;
  const qualifier = nameQualifierOf({ issuer: assertion.issuer, accountId, provider: name });
  return { ...samlIdentityOf(assertion, { accountId, name, qualifier }, uses.clock.now()), qualifier };
}
