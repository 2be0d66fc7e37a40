import type { AccessRequest } from './access-request.ts';
import type { Decision } from './decision.ts';
import type { Findings } from './findings.ts';
import type { PolicySet } from './policy-set.ts';
import { policyTypeNames, type PolicyType } from './policy-type.ts';

/** Decides on what the policies say. AWS: "Policy evaluation logic". */
export function verdict(request: AccessRequest, policies: PolicySet, found: Findings): Decision {
  const [deny] = found.denies;
  if (deny) {
    const because = saysWhy(request, policies) ? `with an explicit deny in ${article(deny.policyType)}` : '';
    return { allowed: false, outcome: 'explicitDeny', because, decidedBy: found.denies, looked: [] };
  }
  const [missing] = missingAllows(request, policies, found);
  if (!missing) {
    const { identity, boundary, session, resource, trust } = found.allows;
    const decidedBy = [...identity, ...boundary, ...session, ...resource, ...trust];
    return { allowed: true, outcome: 'allowed', because: '', decidedBy, looked: [] };
  }
  const because = saysWhy(request, policies)
    ? `because no ${policyTypeNames[missing]} allows the ${request.action} action`
    : '';
  return { allowed: false, outcome: 'implicitDeny', because, decidedBy: [], looked: [] };
}

/** The kinds of policy whose Allow is wanting, in the order in which AWS names one. None: it is allowed. */
export function missingAllows(
  { principal }: AccessRequest,
  policies: PolicySet,
  { allows, grant }: Findings,
): readonly PolicyType[] {
  const gate: PolicyType = policies.trust ? 'trust' : 'resource';
  const lacking = (type: PolicyType, applies: boolean): PolicyType[] =>
    applies && allows[type].length === 0 ? [type] : [];
  const gateMissing = grant ? [] : [gate];
  // No identity of an account: the resource alone decides.
  if (isOutsider(principal)) return gateMissing;

  const isRoot = principal.kind === 'root';
  const identity = lacking('identity', !isRoot);
  const bounds = [
    ...lacking('boundary', !isRoot && policies.boundary !== undefined),
    ...lacking('session', (policies.session?.length ?? 0) > 0),
  ];
  if (!isOwn(principal, policies)) return [...identity, ...bounds, ...gateMissing];
  if (grant === 'direct') return [];
  if (grant === 'role') return bounds;
  return [...identity, ...bounds, ...(policies.trust ? gateMissing : [])];
}

const isOutsider = ({ kind }: AccessRequest['principal']): boolean =>
  kind === 'webIdentity' || kind === 'saml' || kind === 'service' || kind === 'anonymous';

/** Whether the resource is the caller's account's. */
export const isOwn = ({ accountId }: AccessRequest['principal'], { resourceAccountId }: PolicySet): boolean =>
  accountId !== undefined && (resourceAccountId === undefined || resourceAccountId === accountId);

/** Only those of the account are told which kind of policy it was. AWS: "Troubleshoot access denied error messages". */
const saysWhy = ({ principal }: AccessRequest, policies: PolicySet): boolean =>
  isOwn(principal, policies) || principal.kind === 'webIdentity' || principal.kind === 'saml';

function article(type: PolicyType): string {
  if (type === 'trust') return `the ${policyTypeNames.trust}`;
  return `${type === 'identity' ? 'an' : 'a'} ${policyTypeNames[type]}`;
}
