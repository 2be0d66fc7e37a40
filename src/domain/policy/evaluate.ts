import type { AccessRequest } from './access-request.ts';
import type { Decision } from './decision.ts';
import { asked, findings } from './findings.ts';
import type { PolicySet } from './policy-set.ts';
import { verdict } from './verdict.ts';

/**
 * Decides whether a request is allowed, as AWS does for one account and between two: an explicit deny in any policy
 * prevails; otherwise the identity's policies, its boundary and its session's policies must all allow, unless the
 * resource's policy names the caller closely enough to do so by itself; between accounts both sides must allow, and a role
 * must always trust explicitly. What nothing allows is denied.
 */
export const evaluate = (request: AccessRequest, policies: PolicySet): Decision =>
  verdict(request, policies, findings(asked(request), policies));
