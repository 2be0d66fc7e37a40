import type { Step } from './change.ts';
import { valuesFor } from './condition-values.ts';
import type { PartTrace, StatementTrace } from './decision.ts';
import { documentOf, isChangeable, statementOf, type Case } from './edit-policies.ts';
import { principalNamed, resourceAsWritten } from './new-statement.ts';
import type { PolicyType } from './policy-type.ts';

/** As many parts may fail of a statement that still counts as near, and as many statements are thought of. */
const mostParts = 2;
const mostStatements = 3;

/**
 * What the Allow statements of one kind of policy that nearly cover the request lack, those that lack least first. A
 * statement is near when it is about the action, or lacks nothing but this action of its service.
 */
export function nearStatements(
  given: Case,
  looked: readonly StatementTrace[],
  type: PolicyType,
): readonly (readonly Step[])[] {
  return looked
    .filter(({ effect, matched, policyType }) => effect === 'Allow' && !matched && policyType === type)
    .map((trace) => ({ trace, failing: (trace.parts ?? []).filter(({ holds }) => !holds) }))
    .filter(({ failing }) => isNear(given, failing))
    .toSorted((one, other) => distance(one.failing) - distance(other.failing))
    .map(({ trace, failing }) => mended(given, trace, failing))
    .filter((steps) => steps !== undefined)
    .slice(0, mostStatements);
}

function isNear({ request }: Case, failing: readonly PartTrace[]): boolean {
  const action = failing.find(({ part }) => part === 'action');
  if (!action) return failing.length <= mostParts;
  const service = request.action.slice(0, request.action.indexOf(':') + 1).toLowerCase();
  return failing.length === 1 && action.wanted.some((value) => value.toLowerCase().startsWith(service));
}

/** Fewer parts are nearer; then what the request says is nearer than what the policy says. */
const distance = (failing: readonly PartTrace[]): number =>
  failing.reduce((sum, { part }) => sum + 10 + { condition: 0, resource: 1, principal: 2, action: 3 }[part], 0);

/** One step for each failing part; undefined where there is none for one. */
function mended(given: Case, trace: StatementTrace, failing: readonly PartTrace[]): readonly Step[] | undefined {
  const steps = failing.map((part) => {
    if (part.part !== 'condition') return widening(given, trace, part);
    // Whom a role trusts is for its policy to say; elsewhere it is for requests to say what policies ask.
    return (trace.policyType === 'trust' ? taking(trace, part) : undefined) ?? asking(given, trace, part);
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

const placeOf = ({ parts = [] }: StatementTrace, condition: PartTrace): number =>
  parts.filter(({ part }) => part === 'condition').indexOf(condition);

const textOperator = /^(?:For(?:Any|All)Values?:)?String(?:Equals|Like)/;

/** The condition takes what the request has. How somebody has shown who they are (`amr`) is not for policies to bend to. */
function taking(statement: StatementTrace, was: PartTrace): Step | undefined {
  const [value] = was.found === undefined ? [] : [was.found].flat();
  if (value === undefined || /[*?]|\$\{/.test(value)) return undefined;
  if (!textOperator.test(was.name) || was.name.endsWith(':amr')) return undefined;
  return { kind: 'widenStatement', statement, was, add: { part: 'condition', value, at: placeOf(statement, was) } };
}

/** The request has what the condition wants. */
function asking(given: Case, statement: StatementTrace, condition: PartTrace): Step | undefined {
  const compiled = statementOf(given, statement)?.conditions[placeOf(statement, condition)];
  const values = compiled ? valuesFor(compiled, given.request, true) : [];
  if (!compiled || values.length === 0) return undefined;
  return { kind: 'changeRequest', statement, condition, key: compiled.tree.key, to: values[0] };
}

/** What is written as its negation is not widened by adding to it, and what is AWS's not at all. */
function widening(given: Case, statement: StatementTrace, was: PartTrace): Step | undefined {
  const { request } = given;
  if (was.name.startsWith('Not') || !isChangeable(statement)) return undefined;
  const step = { kind: 'widenStatement', statement, was } as const;
  if (was.part === 'principal')
    return { ...step, add: { part: 'principal', value: principalNamed(request.principal) } };
  if (was.part === 'action') return { ...step, add: { part: 'action', value: request.action } };
  const version = documentOf(given, statement)?.tree.version ?? '2012-10-17';
  return { ...step, add: { part: 'resource', value: resourceAsWritten(request.resource, version) } };
}
