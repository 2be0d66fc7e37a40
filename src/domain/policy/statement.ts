import { actionTest } from './action-test.ts';
import { compileCondition, type Condition } from './condition.ts';
import type { Position } from './decision.ts';
import type { PolicyType } from './policy-type.ts';
import type { StatementTree } from './policy-tree.ts';
import { principalTest, type PrincipalTest } from './principal-grant.ts';
import { isVariable, readTemplate } from './template.ts';
import { resourceTest, type ResourceTest } from './resource-pattern.ts';

/** A statement, ready to be compared with requests. */
export interface Statement {
  readonly tree: StatementTree;
  /** Counted from 0. */
  readonly index: number;
  readonly start: Position;
  readonly end: Position;
  /** Just after what stands before it. */
  readonly mark: Position;
  /** Whether its resources have variables. */
  readonly resourceVariables: boolean;
  /** Whether it is about an action, given in lower case. */
  readonly coversAction: (action: string) => boolean;
  readonly coversResource: ResourceTest;
  /** How closely it names the caller; policies of identities name nobody, and so cover every caller directly. */
  readonly grantTo: PrincipalTest;
  readonly conditions: readonly Condition[];
}

type Place = Pick<Statement, 'index' | 'start' | 'end' | 'mark'>;

/** @throws Failure `malformedPolicyDocument` for patterns and condition values that are none */
export function compileStatement(tree: StatementTree, place: Place, variables: boolean, kind: PolicyType): Statement {
  return {
    tree,
    ...place,
    resourceVariables: variables && (tree.resource?.values ?? []).some(hasVariable),
    coversAction: actionTest(tree.action),
    coversResource: resourcesTest(tree, variables, kind),
    grantTo: tree.principal ? principalTest(tree.principal, tree.effect, kind) : () => 'direct',
    conditions: tree.conditions.map((condition) => compileCondition(condition, variables)),
  };
}

const hasVariable = (value: string): boolean =>
  readTemplate(value, { variables: true, wildcards: true }).some(isVariable);

function resourcesTest({ resource }: StatementTree, variables: boolean, kind: PolicyType): ResourceTest {
  if (!resource) return () => true;
  const tests = resource.values.map((value) => resourceTest(value, variables, kind));
  const [only] = tests;
  if (tests.length === 1 && only && !resource.not) return only;
  return (found, context) => tests.some((test) => test(found, context)) !== resource.not;
}
