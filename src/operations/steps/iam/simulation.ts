import { Failure } from '#domain/failures.ts';
import { simulationContext } from '#domain/iam/simulation-context.ts';
import type { RequestingPrincipal } from '#domain/policy/access-request.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { PolicyType } from '#domain/policy/policy-type.ts';
import { printPolicy } from '#domain/policy/print-policy.ts';
import { simulate, type SimulatedAction, type SimulatedDecision } from '#domain/policy/simulate.ts';
import type { IamInput } from '../../operation.ts';
import { pageOfAll } from './pages.ts';

/** What both simulators are asked. */
type Question = Omit<IamInput<'SimulateCustomPolicy'>, 'PolicyInputList'>;

/** Whose policies are asked. */
export interface Subject {
  readonly caller: RequestingPrincipal;
  readonly policies: readonly NamedPolicy[];
  readonly boundary: readonly NamedPolicy[];
}

/** Decisions in one answer; where more are asked for, the next page has them. */
const mostDecisions = 1_000;

/**
 * Characters of policies that may be held against one answer's resources and values, which takes the server a few seconds
 * when they are chosen to; others wait for so long.
 */
const mostWork = 4_000_000;

/** Long values count as several. */
const piecesOf = (values: readonly string[]): number =>
  values.reduce((sum, value) => sum + Math.ceil(value.length / 2_048), 0);

/** The work of one action. */
function workOf(
  { ResourceArns = [], ContextEntries = [], ResourcePolicy = '' }: Question,
  policies: Subject['policies'],
) {
  const characters = policies.reduce(
    (sum, { document }) => sum + printPolicy(document.tree).length,
    ResourcePolicy.length,
  );
  const values = Math.max(1, ...ContextEntries.map(({ ContextKeyValues = [] }) => piecesOf(ContextKeyValues)));
  return characters * values * Math.max(1, ResourceArns.length);
}

/** Decides the actions of one page. @throws Failure `invalidInput`, `notHonoured` */
export function simulated(question: Question, { caller, policies, boundary }: Subject) {
  const { ActionNames, ResourceArns = [], MaxItems = 100, Marker } = question;
  refuseUnbuilt(question);
  if (ActionNames.length === 0) throw invalid('at least one action must be named');
  if (ResourceArns.length > mostDecisions) throw invalid(`at most ${mostDecisions} resources may be named`);
  const work = workOf(question, [...policies, ...boundary]);
  if (work > mostWork) throw invalid('fewer resources, context values or policies must be named in one request');
  const placed = ActionNames.map((action, place) => ({ action, place: String(place).padStart(6, '0') }));
  const room = Math.max(
    1,
    Math.min(Math.floor(mostDecisions / Math.max(1, ResourceArns.length)), Math.floor(mostWork / work)),
  );
  const input = { Marker, MaxItems: Math.min(MaxItems, room) };
  const { items, page } = pageOfAll('Simulate', input, placed, ({ place }) => place);
  const results = simulate({
    policies,
    boundary,
    resourcePolicy: policiesGiven('ResourcePolicy', question.ResourcePolicy, 'resource')[0],
    actions: items.map(({ action }) => action),
    resources: ResourceArns,
    context: simulationContext(question.ContextEntries),
    caller,
    resourceOwner: question.ResourceOwner,
  });
  return { EvaluationResults: results.map(describe), ...page };
}

/**
 * The documents of an input, by the names that `MatchedStatements` gives them: `PolicyInputList.1`.
 * @throws Failure `invalidInput` for one that cannot be read
 */
export function policiesGiven(
  member: string,
  given: string | readonly string[] | undefined = [],
  kind: PolicyType = 'identity',
): readonly NamedPolicy[] {
  const name = (at: number) => (typeof given === 'string' ? member : `${member}.${at + 1}`);
  return [given].flat().map((text, at) => ({ name: name(at), document: documentOf(text, kind) }));
}

/** The simulators know no other refusal of a document. */
function documentOf(text: string, kind: PolicyType) {
  try {
    return parsePolicy(text, kind);
  } catch (error) {
    if (error instanceof Failure && error.failure === 'malformedPolicyDocument') throw invalid(error.message);
    throw error;
  }
}

function refuseUnbuilt(question: Question): void {
  for (const setting of ['ResourceHandlingOption', 'OrderedOrganizationPolicyInputList'] as const) {
    if (question[setting] !== undefined) throw new Failure('notHonoured', { setting });
  }
}

const invalid = (reason: string) => new Failure('invalidInput', { reason: `Invalid Input Parameter: ${reason}` });

const describe = ({ action, resource, resources, ...decision }: SimulatedAction) => ({
  EvalActionName: action,
  EvalResourceName: resource,
  EvalDecision: decision.decision,
  ...describeDecision(decision),
  ...(resources && {
    ResourceSpecificResults: resources.map((one) => ({
      EvalResourceName: one.resource,
      EvalResourceDecision: one.decision,
      ...describeDecision(one),
    })),
  }),
});

const describeDecision = ({ matched, missingContext, allowedByBoundary, details }: SimulatedDecision) => ({
  MatchedStatements: matched.map(({ sourcePolicyId, sourcePolicyType, start, end }) => ({
    SourcePolicyId: sourcePolicyId,
    // IAM sends other words than its model lists.
    SourcePolicyType: sourcePolicyType as 'user',
    StartPosition: { Line: start.line, Column: start.column },
    EndPosition: { Line: end.line, Column: end.column },
  })),
  MissingContextValues: [...missingContext],
  ...(allowedByBoundary !== undefined && {
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowedByBoundary },
  }),
  ...(details && { EvalDecisionDetails: { ...details } }),
});
