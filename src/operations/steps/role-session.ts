import { packedSize } from '#domain/credentials/packed-size.ts';
import { roleDuration } from '#domain/credentials/role-duration.ts';
import type { NewSession, SessionFacts } from '#domain/credentials/session-facts.ts';
import { Failure } from '#domain/failures.ts';
import type { Role } from '#domain/iam/entities.ts';
import { sessionPolicy } from '#domain/policy/session-policy.ts';
import type { SessionCredentials } from '#ports/credential-source.ts';
import type { Uses } from '../operation.ts';
import { mintCredentials } from './mint-credentials.ts';

/** A role's session to be: what whoever assumes it asks for, and what the way of assuming it adds. */
export interface RoleSessionRequest extends Partial<
  Pick<
    SessionFacts,
    'tags' | 'transitiveTagKeys' | 'sourceIdentity' | 'provider' | 'context' | 'policies' | 'policyArns' | 'chained'
  >
> {
  readonly role: Role;
  readonly sessionName: string;
  /** Seconds; an hour when undefined. */
  readonly durationSeconds?: number | undefined;
  /** Seconds after which it ends in any case: sooner than was asked for, without a word. */
  readonly longest?: number | undefined;
}

export interface RoleSession {
  readonly credentials: SessionCredentials;
  readonly assumedRoleId: string;
  /** `arn:aws:sts::…:assumed-role/name/session`: without the role's path. */
  readonly arn: string;
  /** Percent; undefined when the session carries neither policies nor tags. */
  readonly packedPolicySize: number | undefined;
}

/**
 * Begins a session of a role that may be assumed.
 * @throws Failure `malformedPolicyDocument`, `validationError`, `packedPolicyTooLarge`
 */
export async function beginRoleSession(
  uses: Uses<'secrets' | 'random' | 'clock' | 'settings' | 'iam'>,
  { role, durationSeconds, longest = Infinity, ...asked }: RoleSessionRequest,
): Promise<RoleSession> {
  const { sessionName, policies = [], policyArns = [], tags = {}, chained = false } = asked;
  for (const policy of policies) sessionPolicy(policy);
  for (const arn of policyArns) await requireManagedPolicy(uses, arn);
  const granted = roleDuration(durationSeconds, { maxSessionDuration: role.maxSessionDuration, chained });
  const seconds = Math.min(granted, longest);
  return {
    packedPolicySize: packedSize({ policies, policyArns, tags }),
    assumedRoleId: `${role.id}:${sessionName}`,
    arn: `arn:aws:sts::${uses.settings.accountId}:assumed-role/${role.name}/${sessionName}`,
    credentials: mintCredentials(uses, seconds, sessionOfRole({ ...asked, role })),
  };
}

/** What is known of such a session. */
export const sessionOfRole = ({ role, durationSeconds: _, ...asked }: RoleSessionRequest): NewSession => ({
  ...asked,
  kind: 'role',
  roleArn: role.arn,
  roleId: role.id,
  roleName: role.name,
});

async function requireManagedPolicy({ iam }: Uses<'iam'>, arn: string): Promise<void> {
  if (await iam.managedPolicy(arn)) return;
  throw new Failure('validationError', { reason: `Policy ${arn} does not exist or is not attachable.` });
}
