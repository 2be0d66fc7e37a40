import { Failure } from '../failures.ts';
import type { AccessRequest, Context, RequestingPrincipal } from './access-request.ts';
import type { Decision, Position, StatementTrace } from './decision.ts';
import { evaluate } from './evaluate.ts';
import { asked, findings } from './findings.ts';
import { eachOnce, keysMissing } from './keys-wanted.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';
import { resourceName } from './resource-name.ts';
import { isOwn } from './verdict.ts';

type Outcome = Decision['outcome'];

/** What is asked of the simulator. */
export interface Simulation {
  /** Of the caller. Named as `MatchedStatements` shall call them: `PolicyInputList.1`, `user_ada_inline-name`. */
  readonly policies: readonly NamedPolicy[];
  /** At most one. */
  readonly boundary?: readonly NamedPolicy[] | undefined;
  readonly resourcePolicy?: NamedPolicy | undefined;
  /** Without wildcards. */
  readonly actions: readonly string[];
  /** None means `*`, every resource. */
  readonly resources: readonly string[];
  /** All of it: nothing is added, not even the time. */
  readonly context: Context;
  readonly caller: RequestingPrincipal;
  /** The account whose the resources are, or its root's ARN; absent: what their ARNs say, or the caller's. */
  readonly resourceOwner?: string | undefined;
}

/** One action on all the resources: the strictest of the decisions. */
export interface SimulatedAction extends SimulatedDecision {
  readonly action: string;
  /** The one resource asked about, or `*`. */
  readonly resource: string;
  /** Undefined when none was named. */
  readonly resources?: readonly SimulatedResource[] | undefined;
}

export interface SimulatedResource extends SimulatedDecision {
  readonly resource: string;
}

export interface SimulatedDecision {
  readonly decision: Outcome;
  /** What decided it. */
  readonly matched: readonly MatchedStatement[];
  /** Keys that statements about the action ask for, and that the context does not have. */
  readonly missingContext: readonly string[];
  /** Only with a boundary. */
  readonly allowedByBoundary?: boolean | undefined;
  /** What each side says, between accounts; empty within one; undefined there when no resource was named. */
  readonly details?: Readonly<Record<string, Outcome>> | undefined;
}

export interface MatchedStatement {
  readonly sourcePolicyId: string;
  /** What IAM really sends: none of the values that its model lists. */
  readonly sourcePolicyType: string;
  readonly start: Position;
  readonly end: Position;
}

/** IAM's words, as seen in its answers. */
const sourceTypes: Readonly<Record<PolicyType, string>> = {
  identity: 'IAM Policy',
  boundary: 'Permissions Boundary Policy',
  session: 'Session Policy',
  resource: 'Resource Policy',
  trust: 'Resource Policy',
};

/**
 * Decides each action on each resource, as SimulateCustomPolicy and SimulatePrincipalPolicy do. AWS: IAM API reference,
 * "EvaluationResult".
 * @throws Failure `invalidInput` for what is no action, and for more than one boundary
 */
export function simulate(simulation: Simulation): readonly SimulatedAction[] {
  const { actions, resources, boundary = [] } = simulation;
  if (boundary.length > 1) throw new Failure('invalidInput', { reason: 'Only one permissions boundary may be given.' });
  return actions.map((action) => {
    requireAction(action);
    const results = (resources.length > 0 ? resources : ['*']).map((resource) => decide(simulation, action, resource));
    const [only] = results;
    const isEverything = results.every(({ resource }) => resource === '*');
    return {
      action,
      ...(isEverything && only ? { ...only, details: emptyAsNone(only.details) } : together(results)),
      resource: results.length === 1 && only ? only.resource : '*',
      resources: isEverything ? undefined : results,
    };
  });
}

function requireAction(action: string): void {
  if (/^[A-Za-z0-9-]+:[A-Za-z0-9_-]+$/.test(action)) return;
  throw new Failure('invalidInput', { reason: `Invalid Input Parameter: ActionName ${action} is not valid.` });
}

function decide(simulation: Simulation, action: string, resource: string): SimulatedResource {
  const { policies, boundary: [boundary] = [], resourcePolicy, context, caller } = simulation;
  const request = { principal: caller, action, resource, context };
  const set: PolicySet = {
    identity: policies,
    boundary,
    resource: resourcePolicy,
    resourceAccountId: ownerOf(simulation, resource),
  };
  const { outcome, decidedBy } = evaluate(request, set);
  return {
    resource,
    decision: outcome,
    matched: decidedBy.map(matchedStatement),
    missingContext: missing(request, set),
    ...(boundary && { allowedByBoundary: sideOf(request, { identity: [], boundary }, 'boundary') === 'allowed' }),
    details: isOwn(caller, set) ? {} : detailsOf(request, set),
  };
}

/** The account of the resource: as given, or as its ARN says (those of S3 do not), or the caller's. */
function ownerOf({ resourceOwner, resourcePolicy }: Simulation, resource: string): string | undefined {
  const given = resourceOwner === undefined ? undefined : (resourceName(resourceOwner).fields?.[4] ?? resourceOwner);
  if (given !== undefined || !resourcePolicy) return given;
  const account = resourceName(resource).fields?.[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
}

const matchedStatement = ({ policy, policyType, mark, end }: StatementTrace): MatchedStatement => ({
  sourcePolicyId: policy,
  sourcePolicyType: sourceTypes[policyType],
  start: mark,
  end,
});

/** A statement that is about another resource asks for nothing, unless it is a variable that would say which. */
function missing({ action, resource, context }: AccessRequest, set: PolicySet): readonly string[] {
  const name = resourceName(resource);
  const all = [...set.identity, set.boundary, set.resource].filter((policy) => policy !== undefined);
  const keys = all.flatMap(({ document }) =>
    document
      .about(action.toLowerCase())
      .filter((statement) => statement.resourceVariables || statement.coversResource(name, context))
      .flatMap((statement) => keysMissing(statement, context)),
  );
  return eachOnce(keys);
}

const detailsOf = (request: AccessRequest, { identity, resource }: PolicySet): Record<string, Outcome> => ({
  [sourceTypes.identity]: sideOf(request, { identity }, 'identity'),
  [sourceTypes.resource]: sideOf(request, { identity: [], resource }, 'resource'),
});

/** What one kind of policy says by itself. */
function sideOf(request: AccessRequest, set: PolicySet, type: PolicyType): Outcome {
  const { denies, allows } = findings(asked(request), set);
  if (denies.length > 0) return 'explicitDeny';
  return allows[type].length > 0 ? 'allowed' : 'implicitDeny';
}

const strictness: readonly Outcome[] = ['explicitDeny', 'implicitDeny', 'allowed'];

const strictest = (outcomes: readonly Outcome[]): Outcome =>
  strictness.find((outcome) => outcomes.includes(outcome)) ?? 'implicitDeny';

function together(results: readonly SimulatedResource[]): SimulatedDecision {
  const decision = strictest(results.map((result) => result.decision));
  const deciding = results.filter((result) => result.decision === decision).flatMap(({ matched }) => matched);
  const bounded = results.map(({ allowedByBoundary }) => allowedByBoundary).filter((allowed) => allowed !== undefined);
  const sides = Map.groupBy(
    results.flatMap(({ details = {} }) => Object.entries(details)),
    ([side]) => side,
  );
  return {
    decision,
    matched: [...new Map(deciding.map((statement) => [JSON.stringify(statement), statement])).values()],
    missingContext: eachOnce(results.flatMap(({ missingContext }) => missingContext)),
    ...(bounded.length > 0 && { allowedByBoundary: bounded.every(Boolean) }),
    details: Object.fromEntries(
      [...sides].map(([side, said]) => [side, strictest(said.map(([, outcome]) => outcome))]),
    ),
  };
}

const emptyAsNone = (details: SimulatedDecision['details']): SimulatedDecision['details'] =>
  details && Object.keys(details).length > 0 ? details : undefined;
