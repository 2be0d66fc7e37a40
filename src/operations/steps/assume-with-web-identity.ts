import { keptKeys, type WebIdentity } from '#domain/credentials/web-identity.ts';
import type { Caller } from '#ports/access.ts';
import type { Uses } from '../operation.ts';
import { assumeRoleAs } from './assume-role-as.ts';
import { beginRoleSession, type RoleSession, type RoleSessionRequest } from './role-session.ts';

/** A web identity that wants a role, and how. */
export interface WebIdentityRequest extends Pick<
  RoleSessionRequest,
  'sessionName' | 'durationSeconds' | 'policies' | 'policyArns'
> {
  readonly roleArn: string;
  readonly identity: WebIdentity;
}

/**
 * A session of the role for a web identity that is verified, if the role's trust policy lets it in.
 * @throws Failure `notAuthorizedTo`, `malformedPolicyDocument`, `validationError`, `packedPolicyTooLarge`
 */
export async function assumeWithWebIdentity(
  uses: Uses<'iam' | 'clock' | 'settings' | 'secrets' | 'random'>,
  caller: Caller,
  { roleArn, identity, ...asked }: WebIdentityRequest,
): Promise<RoleSession> {
  const { provider, context, tags, sourceIdentity } = identity;
  const { role } = await assumeRoleAs(uses, caller, {
    action: 'sts:AssumeRoleWithWebIdentity',
    kind: 'webIdentity',
    roleArn,
    provider,
    sessionName: asked.sessionName,
    context,
    tags,
    sourceIdentity,
  });
  return beginRoleSession(uses, { ...asked, ...tags, role, sourceIdentity, provider, context: keptKeys(context) });
}
