import type { ContextValue } from './access-request.ts';
import type { AddStatement, Change, ChangeRequest, Step, WidenStatement } from './change.ts';
import type { PartTrace, StatementTrace } from './decision.ts';
import { isChangeable } from './edit-policies.ts';
import type { PrincipalTree, StatementTree } from './policy-tree.ts';
import { policyInWords, policyTypeNames, type PolicyType } from './policy-type.ts';

/** The change in one plain sentence: `It would be allowed if …, and if …`. */
export const changeInWords = ({ to, steps }: Change): string =>
  `It would be ${to === 'allow' ? 'allowed' : 'denied'} if ${together(steps.map(stepInWords))}.`;

const mostTold = 10;

/** What has to be so together, as it follows an `if`. */
export const together = (clauses: readonly string[]): string =>
  clauses.length > mostTold
    ? `${clauses.slice(0, mostTold).join(', and if ')}, and ${clauses.length - mostTold} more likewise`
    : clauses.join(', and if ');

/** One step as what follows an `if`. */
export function stepInWords(step: Step): string {
  if (step.kind === 'removeStatement') return removed(step.statement);
  if (step.kind === 'widenStatement') return widened(step);
  return step.kind === 'changeRequest' ? asked(step) : added(step);
}

function removed(statement: StatementTrace): string {
  const what = `${statementInWords(statement)}, which ${statement.effect === 'Deny' ? 'denies' : 'allows'} it,`;
  return isChangeable(statement) ? `${what} were removed` : `${what} were gone, so if that policy were detached`;
}

function widened({ statement, was, add }: WidenStatement): string {
  const value = add.part === 'principal' ? `${add.value.type} ${add.value.value}` : add.value;
  const verb = add.part === 'condition' ? 'took' : 'had';
  const has = `it ${add.part === 'condition' ? 'takes' : 'has'} ${listed(was.wanted)}`;
  return `${statementInWords(statement)} also ${verb} ${value} as ${was.name} (${has})`;
}

function asked({ statement, condition, key, to }: ChangeRequest): string {
  const has = condition.found === undefined ? 'the request has none' : `it is ${valueInWords(condition.found)}`;
  const wants = `${condition.name} ${listed(condition.wanted)}`;
  const would = to === undefined ? `the request had no ${key}` : `${key} were ${valueInWords(to)}`;
  const verb = statement.effect === 'Deny' ? 'denies where' : 'asks for';
  return `${would} (${has}; ${statementInWords(statement)} ${verb} ${wants})`;
}

function added({ policyType, policy, statement }: AddStatement): string {
  const where = policy === undefined ? placeInWords[policyType] : policyInWords(policyTypeNames[policyType], policy);
  const verb = statement.effect === 'Deny' ? 'denied' : 'allowed';
  return `${where} ${verb} ${statementAsWritten(statement)}`;
}

const placeInWords: Readonly<Record<PolicyType, string>> = {
  identity: 'an identity-based policy of the caller',
  boundary: 'another permissions boundary',
  session: 'a session policy',
  resource: 'a policy on the resource',
  trust: "the role's trust policy",
};

function statementAsWritten({ action, resource, principal, conditions }: StatementTree): string {
  const to = principal ? ` to ${principalInWords(principal)}` : '';
  const on = resource ? ` on ${listed(resource.values)}` : '';
  const where = conditions.map(({ operator, key, values }) => `${operator} ${key} ${listed(values)}`).join(' and ');
  return `${listed(action.values)}${on}${to}${where && ` where ${where}`}`;
}

const principalInWords = ({ names }: PrincipalTree): string => names.map(({ value }) => value).join(', ');

/** `statement 2 (OnlyTls) of inline rights` */
export const statementInWords = ({ policy, index, sid }: Pick<StatementTrace, 'policy' | 'index' | 'sid'>): string =>
  `statement ${index + 1}${sid === undefined ? '' : ` (${sid})`} of ${policy}`;

const fewest = 3;

/** Some of them, and how many more there are. */
const listed = (values: PartTrace['wanted']): string =>
  [...values.slice(0, fewest), ...(values.length > fewest ? [`${values.length - fewest} more`] : [])].join(' or ');

const valueInWords = (value: ContextValue): string =>
  typeof value === 'string' ? `'${value}'` : `[${value.map((one) => `'${one}'`).join(', ')}]`;
