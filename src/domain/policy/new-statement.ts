import type { AccessRequest, RequestingPrincipal } from './access-request.ts';
import type { AddStatement } from './change.ts';
import { documentOf, isChangeable, type Case } from './edit-policies.ts';
import type { PolicySet } from './policy-set.ts';
import type { ConditionTree, PolicyVersion, PrincipalName, StatementTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';
import { arnFields } from './arn.ts';

/** A statement about the request, and the policy of the kind to add it to. */
export function newStatement(given: Case, policyType: PolicyType, effect: 'Allow' | 'Deny'): AddStatement {
  const policy = policyToExtend(given.policies, policyType);
  const version = policy === undefined ? undefined : documentOf(given, { policy })?.tree.version;
  return {
    kind: 'addStatement',
    policyType,
    policy,
    statement: statementAbout(given.request, policyType, effect, version),
  };
}

/** The narrowest statement about a request: its action, its resource, and where a policy names principals, its caller. */
function statementAbout(
  request: AccessRequest,
  type: PolicyType,
  effect: 'Allow' | 'Deny',
  version: PolicyVersion = '2012-10-17',
): StatementTree {
  const { principal, action, resource } = request;
  const names = type === 'resource' || type === 'trust';
  return {
    effect,
    ...(names && { principal: { not: false, names: [principalNamed(principal)] } }),
    action: { not: false, values: [action] },
    ...(type !== 'trust' && { resource: { not: false, values: [resourceAsWritten(resource, version)] } }),
    conditions: type === 'trust' && effect === 'Allow' ? poolConditions(request) : [],
  };
}

/** What a policy calls the caller. */
export function principalNamed(principal: RequestingPrincipal): PrincipalName {
  const { kind, arn, accountId = '', roleArn, provider = '' } = principal;
  if (kind === 'webIdentity' || kind === 'saml') return { type: 'Federated', value: provider };
  if (kind === 'service') return { type: 'Service', value: provider };
  if (kind === 'anonymous') return { type: 'AWS', value: '*' };
  return { type: 'AWS', value: kind === 'root' ? accountId : (roleArn ?? arn ?? accountId) };
}

/** In a policy `*`, `?` and `${` stand for something else, unless they are escaped, for which older policies have no way. */
export function resourceAsWritten(resource: string, version: PolicyVersion): string {
  if (arnFields(resource) === undefined) return '*';
  if (version === '2008-10-17') return resource;
  return resource.replace(/\$\{|[*?]/g, (text) => (text === '${' ? '${$}{' : `\${${text}}`));
}

/** The keys without which no role may be opened to identities of identity pools. */
const needed = ['cognito-identity.amazonaws.com:aud', 'cognito-identity.amazonaws.com:amr'];

/** A role must say of which pool the identities are that it trusts, and whether they are guests. */
function poolConditions({ principal, context }: AccessRequest): readonly ConditionTree[] {
  if (principal.provider !== 'cognito-identity.amazonaws.com') return [];
  return needed.flatMap((key) => {
    const found = context.get(key);
    if (found === undefined) return [];
    const [first = ''] = typeof found === 'string' ? [found] : found;
    return [{ operator: typeof found === 'string' ? 'StringEquals' : 'ForAnyValue:StringLike', key, values: [first] }];
  });
}

/** The policy of a kind to which a statement can be added. */
function policyToExtend(policies: PolicySet, type: PolicyType): string | undefined {
  const { identity, boundary, session = [], resource, trust } = policies;
  const all = { identity, boundary: boundary ? [boundary] : [], session, resource: [resource], trust: [trust] }[type];
  return all.find((policy) => policy !== undefined && isChangeable({ policy: policy.name }))?.name;
}
