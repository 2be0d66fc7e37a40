import type { AccessRequest, Context, RequestingPrincipal } from './access-request.ts';
import type { StatementTrace } from './decision.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';
import { grants, type Grant } from './principal-grant.ts';
import { resourceName, type ResourceName } from './resource-name.ts';
import type { Statement } from './statement.ts';

/** What the policies say to a request, before it is decided. */
export interface Findings {
  /** Statements that deny, of the first kind of policy that has any. */
  readonly denies: readonly StatementTrace[];
  readonly allows: Readonly<Record<PolicyType, readonly StatementTrace[]>>;
  /** The closest grant of the resource policy, or of the trust policy. */
  readonly grant: Grant | undefined;
}

/** A request with its action and resource prepared for comparison. */
export interface Asked {
  readonly principal: RequestingPrincipal;
  readonly action: string;
  readonly resource: ResourceName;
  readonly context: Context;
}

export const asked = ({ principal, action, resource, context }: AccessRequest): Asked => ({
  principal,
  action: action.toLowerCase(),
  resource: resourceName(resource),
  context,
});

/** The policies that have a say, in the order in which AWS names the one that denies. */
export function policiesByType(
  { kind }: RequestingPrincipal,
  { identity, boundary, session = [], resource, trust }: PolicySet,
): readonly (readonly [PolicyType, readonly NamedPolicy[]])[] {
  // An account's root is bound by nothing that is put on identities.
  const own = kind === 'root' ? [] : identity;
  const bound = kind === 'root' || !boundary ? [] : [boundary];
  return [
    ['identity', own],
    ['boundary', bound],
    ['session', session],
    ['resource', resource ? [resource] : []],
    ['trust', trust ? [trust] : []],
  ];
}

export function findings(request: Asked, policies: PolicySet): Findings {
  const allows = { identity: [], boundary: [], session: [], resource: [], trust: [] } as Record<
    PolicyType,
    StatementTrace[]
  >;
  const denies: StatementTrace[] = [];
  let denying: PolicyType | undefined;
  let grant: Grant | undefined;
  for (const [type, named] of policiesByType(request.principal, policies)) {
    for (const policy of named) {
      for (const statement of policy.document.about(request.action)) {
        const given = grantOf(statement, request);
        if (!given) continue;
        if (statement.tree.effect === 'Allow') {
          allows[type].push(traceOf(policy, type, statement, true));
          if (type === (policies.trust ? 'trust' : 'resource')) grant = closer(grant, given);
        } else if (denying === undefined || denying === type) {
          denying = type;
          denies.push(traceOf(policy, type, statement, true));
        }
      }
    }
  }
  return { denies, allows, grant };
}

/** How closely a statement about the action covers the caller, when all the rest of it holds too. */
export function grantOf(
  { coversResource, grantTo, conditions }: Statement,
  { resource, context, principal }: Asked,
): Grant | undefined {
  if (!coversResource(resource, context)) return undefined;
  const grant = grantTo(principal);
  return grant && conditions.every(({ holds }) => holds(context)) ? grant : undefined;
}

const closer = (one: Grant | undefined, other: Grant): Grant =>
  grants.find((grant) => grant === one || grant === other) ?? other;

export const traceOf = (
  policy: NamedPolicy,
  policyType: PolicyType,
  { index, tree, start, end, mark }: Statement,
  matched: boolean,
): StatementTrace => ({
  policy: policy.name,
  policyType,
  index,
  sid: tree.sid,
  effect: tree.effect,
  start,
  end,
  mark,
  matched,
});
