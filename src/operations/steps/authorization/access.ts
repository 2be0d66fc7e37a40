import { Failure } from '#domain/failures.ts';
import type { AccessRequest, RequestingPrincipal } from '#domain/policy/access-request.ts';
import { evaluate } from '#domain/policy/evaluate.ts';
import type { NamedPolicy, PolicySet } from '#domain/policy/policy-set.ts';
import type { Access, Asking, Caller } from '#ports/access.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Uses } from '../../operation.ts';
import { contextOf } from './context.ts';
import { sessionPolicies } from './session-policies.ts';

type Needs = Uses<'iam' | 'clock' | 'settings'>;

interface Rights {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | undefined;
  readonly session: readonly NamedPolicy[];
  /** Of the user or the role. */
  readonly tags: Readonly<Record<string, string>>;
}

const none: Rights = { identity: [], session: [], tags: {} };

/** Access decided by the policies that IAM holds for the caller. Users and roles that are gone have no rights. */
export function policyAccess(uses: Needs): Access {
  const access: Access = {
    async decide(caller, action, resource, asking) {
      const { request, policies } = await whatIsAsked(uses, caller, action, resource, asking);
      return evaluate(request, policies);
    },
    async require(caller, action, resource, asking) {
      const { allowed, because } = await access.decide(caller, action, resource, asking);
      if (!allowed) throw accessDenied(caller, action, resource, because);
    },
  };
  return access;
}

/** The request as the policies see it, and the policies that it meets. */
export async function whatIsAsked(
  uses: Needs,
  { principal, ...request }: Caller,
  action: string,
  resource: string,
  { context = {}, trust }: Asking = {},
): Promise<{ request: AccessRequest; policies: PolicySet }> {
  const { identity, boundary, session, tags } = principal ? await rightsOf(uses, principal) : none;
  return {
    request: {
      principal: principal ? requesting(principal) : { kind: 'anonymous' },
      action,
      resource,
      context: contextOf(uses, { principal, ...request }, tags, context),
    },
    policies: { identity, boundary, session, trust },
  };
}

/** AWS's refusal. @param because its end: `because no identity-based policy allows the … action` */
export const accessDenied = ({ principal }: Caller, action: string, resource: string, because = ''): Failure =>
  new Failure('accessDenied', {
    principal: principal?.arn ?? 'anonymous',
    action,
    resource: because ? `${resource} ${because}` : resource,
  });

async function rightsOf({ iam }: Pick<Needs, 'iam'>, principal: Principal): Promise<Rights> {
  const { kind, session, userName = '', userId } = principal;
  if (kind === 'root') return none;
  const narrowing = session ? await sessionPolicies(iam, session) : [];
  if (kind === 'user') {
    const found = await iam.user(userName);
    if (!found || found.user.id !== userId) return none;
    return { identity: found.identity, boundary: found.boundary, session: narrowing, tags: found.user.tags };
  }
  const found = await iam.role(session?.roleArn ?? '');
  if (!found || found.role.id !== session?.roleId) return none;
  return { identity: found.identity, boundary: found.boundary, session: narrowing, tags: found.role.tags };
}

const requesting = ({ kind, arn, accountId, userId, session }: Principal): RequestingPrincipal =>
  kind === 'session'
    ? { kind, arn, accountId, roleArn: session?.roleArn, roleId: session?.roleId }
    : { kind, arn, accountId, userId };
