import type { Call, Input, Output, Uses } from '../operation.ts';
import { assumeWithWebIdentity } from '../steps/assume-with-web-identity.ts';
import { refuseUnbuilt } from '../steps/refuse-unbuilt-sts.ts';
import { requireRoleArn } from '../steps/role-arn.ts';
import { askedPolicies } from '../steps/session-policies-input.ts';
import type { IdentityUses } from '../steps/web-identity/token-provider.ts';
import { verifyWebIdentity } from '../steps/web-identity/verify-web-identity.ts';

/** A session of a role for whoever holds a token of an identity provider that the role trusts. Nobody signs this request. */
export async function assumeRoleWithWebIdentity(
  input: Input<'AssumeRoleWithWebIdentity'>,
  uses: IdentityUses & Uses<'secrets' | 'random'>,
  call: Call,
): Output<'AssumeRoleWithWebIdentity'> {
  refuseUnbuilt(input);
  const roleArn = requireRoleArn(input.RoleArn);
  const asked = askedPolicies(input);
  const identity = await verifyWebIdentity(uses, input.WebIdentityToken, input.ProviderId);
  const { credentials, assumedRoleId, arn, packedPolicySize } = await assumeWithWebIdentity(uses, call, {
    roleArn,
    identity,
    sessionName: input.RoleSessionName,
    durationSeconds: input.DurationSeconds,
    ...asked,
  });
  return {
    Credentials: credentials,
    SubjectFromWebIdentityToken: identity.subject,
    AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
    PackedPolicySize: packedPolicySize,
    Provider: identity.shownProvider,
    Audience: identity.audience,
    SourceIdentity: identity.sourceIdentity,
  };
}
