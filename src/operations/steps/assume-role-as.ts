import { requestTagKeys, resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import { namesPoolAndProof } from '#domain/credentials/pool-trust.ts';
import type { SessionTags } from '#domain/credentials/session-tags.ts';
import { Failure } from '#domain/failures.ts';
import type { AccessRequest, ContextValue, RequestingPrincipal } from '#domain/policy/access-request.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import { evaluate } from '#domain/policy/evaluate.ts';
import type { PolicySet } from '#domain/policy/policy-set.ts';
import type { Caller } from '#ports/access.ts';
import type { ReadyRole } from '#ports/iam.ts';
import type { Uses } from '../operation.ts';
import { contextOf } from './authorization/context.ts';

/** Someone without an identity of this account who wants to assume a role: a web identity, or one of a SAML provider. */
export interface FederatedRequest {
  readonly action: 'sts:AssumeRoleWithWebIdentity' | 'sts:AssumeRoleWithSAML';
  readonly roleArn: string;
  readonly kind: 'webIdentity' | 'saml';
  /** What stands under `Federated` in a trust policy. */
  readonly provider: string;
  readonly sessionName: string;
  /** The provider's condition keys. */
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly tags: SessionTags;
  readonly sourceIdentity?: string | undefined;
}

/** One action that the request needs, and the policies that decide it. */
export interface TrustQuestion {
  readonly action: string;
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

/**
 * Asks the role's trust policy, which alone decides for identities from elsewhere.
 * @throws Failure `notAuthorizedTo`: the same for a role that is not there as for one that does not trust
 */
export async function assumeRoleAs(
  uses: Uses<'iam' | 'clock' | 'settings'>,
  caller: Caller,
  request: FederatedRequest,
): Promise<ReadyRole> {
  const found = await uses.iam.role(request.roleArn);
  if (!found || !isTrusted(found, request, trustQuestions(uses, caller, found, request)))
    throw new Failure('notAuthorizedTo', { action: request.action });
  return found;
}

/** Whether the role lets the identity in: everything is allowed, and identities of identity pools are told apart. */
function isTrusted(
  { trust }: Pick<ReadyRole, 'trust'>,
  { provider }: Pick<FederatedRequest, 'provider'>,
  questions: readonly TrustQuestion[],
): boolean {
  const decisions = questions.map(({ request, policies }) => evaluate(request, policies));
  const [assuming] = decisions;
  if (!assuming || decisions.some(({ allowed }) => !allowed)) return false;
  return provider !== ownProvider || namesPoolAndProof(trust.document, assuming);
}

/** What the role's trust policy is asked, for each action that the request needs; for whoever wants to know why. */
export function trustQuestions(
  uses: Uses<'clock' | 'settings'>,
  caller: Caller,
  { role, trust }: ReadyRole,
  { action, kind, provider, sessionName, context, tags, sourceIdentity }: FederatedRequest,
): readonly TrustQuestion[] {
  const principal: RequestingPrincipal = { kind, provider };
  const keys = contextOf(
    uses,
    { ...caller, principal: undefined },
    {},
    {
      ...context,
      ...resourceTagKeys(role.tags, 'iam'),
      ...requestTagKeys(tags.tags),
      ...(tags.transitiveTagKeys.length > 0 && { 'sts:TransitiveTagKeys': tags.transitiveTagKeys }),
      'sts:RoleSessionName': sessionName,
      'sts:SourceIdentity': sourceIdentity,
    },
  );
  return permissionsNeeded(action, tags, sourceIdentity).map((needed) => ({
    action: needed,
    request: { principal, action: needed, resource: role.arn, context: keys },
    policies: { identity: [], trust, resourceAccountId: uses.settings.accountId },
  }));
}

/** Tags and a source identity are permissions of their own. AWS: "Passing session tags", "Monitor and control actions". */
export function permissionsNeeded(action: string, tags: SessionTags, sourceIdentity: string | undefined): string[] {
  const needed = [action];
  if (Object.keys(tags.tags).length > 0) needed.push('sts:TagSession');
  if (sourceIdentity !== undefined) needed.push('sts:SetSourceIdentity');
  return needed;
}
