import { requestTagKeys, resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import { chainTags, type SessionTags } from '#domain/credentials/session-tags.ts';
import { Failure } from '#domain/failures.ts';
import type { ReadyRole } from '#ports/iam.ts';
import type { Call, Input, Output, Uses } from '../operation.ts';
import { permissionsNeeded } from '../steps/assume-role-as.ts';
import { accessDenied } from '../steps/authorization/access.ts';
import { refuseUnbuilt } from '../steps/refuse-unbuilt-sts.ts';
import { requireRoleArn } from '../steps/role-arn.ts';
import { beginRoleSession } from '../steps/role-session.ts';
import { askedPolicies } from '../steps/session-policies-input.ts';
import { signer } from '../steps/signer.ts';

type Asked = Input<'AssumeRole'>;

/** A session of a role for a user, or for a session of another role. */
export async function assumeRole(
  input: Asked,
  uses: Uses<'access' | 'iam' | 'secrets' | 'random' | 'clock' | 'settings'>,
  call: Call,
): Output<'AssumeRole'> {
  const { kind, session: calling } = signer(call);
  refuseUnbuilt(input);
  const roleArn = requireRoleArn(input.RoleArn);
  if (kind === 'root') throw new Failure('stsDenied', { reason: 'Roles may not be assumed by root accounts.' });
  const tags = chainTags(
    {
      tags: (input.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
      transitiveTagKeys: input.TransitiveTagKeys ?? [],
    },
    calling,
  );
  const sourceIdentity = input.SourceIdentity ?? calling?.sourceIdentity;
  if (calling?.sourceIdentity !== undefined && sourceIdentity !== calling.sourceIdentity) {
    throw accessDenied(call, 'sts:SetSourceIdentity', roleArn);
  }

  const found = await uses.iam.role(roleArn);
  if (!found) throw accessDenied(call, 'sts:AssumeRole', roleArn);
  await requirePermissions(uses, call, found, input, { tags, sourceIdentity });

  const chained = kind === 'session';
  const { credentials, assumedRoleId, arn, packedPolicySize } = await beginRoleSession(uses, {
    role: found.role,
    sessionName: input.RoleSessionName,
    durationSeconds: input.DurationSeconds,
    ...askedPolicies(input),
    ...tags,
    sourceIdentity,
    chained,
  });
  return {
    Credentials: credentials,
    AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
    PackedPolicySize: packedPolicySize,
    SourceIdentity: sourceIdentity,
  };
}

/** Both the caller's policies and the role's trust policy are asked, for each thing that the request does. */
async function requirePermissions(
  { access }: Uses<'access'>,
  call: Call,
  { role, trust }: ReadyRole,
  { ExternalId, RoleSessionName }: Asked,
  { tags, sourceIdentity }: { tags: SessionTags; sourceIdentity: string | undefined },
): Promise<void> {
  const context = {
    ...resourceTagKeys(role.tags, 'iam'),
    ...requestTagKeys(tags.tags),
    ...(tags.transitiveTagKeys.length > 0 && { 'sts:TransitiveTagKeys': tags.transitiveTagKeys }),
    'sts:ExternalId': ExternalId,
    'sts:RoleSessionName': RoleSessionName,
    'sts:SourceIdentity': sourceIdentity,
  };
  for (const action of permissionsNeeded('sts:AssumeRole', tags, sourceIdentity)) {
    const { allowed, outcome, because } = await access.decide(call, action, role.arn, { context, trust });
    // STS tells why only where something denies.
    if (!allowed) throw accessDenied(call, action, role.arn, outcome === 'explicitDeny' ? because : '');
  }
}
