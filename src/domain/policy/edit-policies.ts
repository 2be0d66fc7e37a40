import type { AccessRequest } from './access-request.ts';
import { actionIndex } from './action-index.ts';
import type { AddStatement, Change, Step, WidenStatement } from './change.ts';
import type { StatementTrace } from './decision.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { ConditionTree, StatementTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';
import { compileStatement, type Statement } from './statement.ts';
import { policiesByType } from './findings.ts';

/** A request and the policies it meets. */
export interface Case {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

/** The case as it is when every step of the change is taken. */
export const changed = (given: Case, { steps }: Pick<Change, 'steps'>): Case => steps.reduce(taken, given);

function taken(given: Case, step: Step): Case {
  const { request, policies } = given;
  if (step.kind === 'changeRequest') return { request: withValue(request, step.key, step.to), policies };
  if (step.kind === 'addStatement') return { request, policies: withStatement(policies, step) };
  const { policy: name, index } = step.statement;
  const edited = (document: PolicyDocument) =>
    rebuilt(
      document,
      document.statements.flatMap((statement) => {
        if (statement.index !== index) return [statement];
        return step.kind === 'removeStatement' ? [] : [recompiled(document, statement, widened(statement.tree, step))];
      }),
    );
  return { request, policies: everywhere(policies, name, edited) };
}

function withValue(request: AccessRequest, key: string, value: string | readonly string[] | undefined): AccessRequest {
  const context = new Map(request.context);
  if (value === undefined) context.delete(key.toLowerCase());
  else context.set(key.toLowerCase(), value);
  return { ...request, context };
}

/** A managed policy may stand in several places, and changes in all of them. */
function everywhere(policies: PolicySet, name: string, edit: (document: PolicyDocument) => PolicyDocument): PolicySet {
  const one = (policy: NamedPolicy): NamedPolicy =>
    policy.name === name ? { name, document: edit(policy.document) } : policy;
  const { identity, boundary, session, resource, trust } = policies;
  return {
    ...policies,
    identity: identity.map(one),
    boundary: boundary && one(boundary),
    session: session?.map(one),
    resource: resource && one(resource),
    trust: trust && one(trust),
  };
}

/** Indexes stay as they were, so that further steps find their statements. */
const rebuilt = (document: PolicyDocument, statements: readonly Statement[]): PolicyDocument => ({
  ...document,
  statements,
  about: actionIndex(statements),
});

const recompiled = (
  { tree, kind }: PolicyDocument,
  { index, start, end, mark }: Statement,
  changedTree: StatementTree,
) => compileStatement(changedTree, { index, start, end, mark }, tree.version === '2012-10-17', kind);

function widened(tree: StatementTree, { add }: WidenStatement): StatementTree {
  if (add.part === 'principal') {
    const { not = false, names = [] } = tree.principal ?? {};
    return { ...tree, principal: { not, names: [...names, add.value] } };
  }
  if (add.part === 'condition') {
    const { at, value } = add;
    const more = (condition: ConditionTree) => ({ ...condition, values: [...condition.values, value] });
    return { ...tree, conditions: tree.conditions.map((one, place) => (place === at ? more(one) : one)) };
  }
  const { not = false, values = [] } = tree[add.part] ?? {};
  return { ...tree, [add.part]: { not, values: [...values, add.value] } };
}

function withStatement(policies: PolicySet, { policyType, policy: name, statement }: AddStatement): PolicySet {
  const nowhere = { line: 1, column: 1 };
  const compiled = (document: Pick<PolicyDocument, 'kind' | 'statements'>, variables: boolean) =>
    compileStatement(
      statement,
      {
        index: Math.max(-1, ...document.statements.map(({ index }) => index)) + 1,
        start: nowhere,
        end: nowhere,
        mark: nowhere,
      },
      variables,
      document.kind,
    );
  if (name !== undefined) {
    return everywhere(policies, name, (document) =>
      rebuilt(document, [...document.statements, compiled(document, document.tree.version === '2012-10-17')]),
    );
  }
  return withPolicy(policies, policyType, {
    name: 'new policy',
    document: newDocument(policyType, compiled({ kind: policyType, statements: [] }, true)),
  });
}

const newDocument = (kind: PolicyType, statement: Statement): PolicyDocument => ({
  kind,
  tree: { version: '2012-10-17', statements: [statement.tree] },
  statements: [statement],
  about: actionIndex([statement]),
});

function withPolicy(policies: PolicySet, type: PolicyType, policy: NamedPolicy): PolicySet {
  if (type === 'identity') return { ...policies, identity: [...policies.identity, policy] };
  if (type === 'session') return { ...policies, session: [...(policies.session ?? []), policy] };
  return { ...policies, [type]: policy };
}

/** The policy that a trace tells of. */
export const documentOf = (
  { request, policies }: Case,
  { policy }: Pick<StatementTrace, 'policy'>,
): PolicyDocument | undefined =>
  policiesByType(request.principal, policies)
    .flatMap(([, named]) => named)
    .find(({ name }) => name === policy)?.document;

/** The compiled statement that a trace tells of. */
export const statementOf = (given: Case, trace: StatementTrace): Statement | undefined =>
  documentOf(given, trace)?.statements.find(({ index }) => index === trace.index);

/** Policies of AWS can be attached and detached, not changed. */
export const isChangeable = ({ policy }: Pick<StatementTrace, 'policy'>): boolean =>
  !policy.startsWith('arn:aws:iam::aws:policy/');
