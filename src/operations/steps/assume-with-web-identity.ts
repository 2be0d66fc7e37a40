import { keptKeys, type WebIdentity } from '#domain/credentials/web-identity.ts';
import type { Role } from '#domain/iam/entities.ts';
import type { Caller } from '#ports/access.ts';
import type { Uses } from '../operation.ts';
import { assumeRoleAs, type FederatedRequest } from './assume-role-as.ts';
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
  asked: WebIdentityRequest,
): Promise<RoleSession> {
  const { role } = await assumeRoleAs(uses, caller, trustAsked(asked));
  return beginRoleSession(uses, sessionAsked(asked, role));
}

/** What the role's trust policy is asked. */
export function trustAsked({ roleArn, identity, sessionName }: WebIdentityRequest): FederatedRequest {
  const { provider, context, tags, sourceIdentity } = identity;
  return {
    ...{ action: 'sts:AssumeRoleWithWebIdentity', kind: 'webIdentity', roleArn, provider, sessionName, context, tags },
    sourceIdentity,
  };
}

/** The session that it becomes once the role lets it in. */
export function sessionAsked({ roleArn: _, identity, ...asked }: WebIdentityRequest, role: Role): RoleSessionRequest {
  const { provider, context, tags, sourceIdentity } = identity;
  return { ...asked, ...tags, role, sourceIdentity, provider, context: keptKeys(context) };
}
