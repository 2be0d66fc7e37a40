import type { Context, ContextValue } from './access-request.ts';
import type { ConditionOperator } from './condition-operator.ts';
import { operators } from './conditions/operators.ts';
import { malformed, syntaxErrors } from './malformed.ts';
import type { ConditionTree } from './policy-tree.ts';

export interface Condition {
  readonly tree: ConditionTree;
  /** In lower case. */
  readonly key: string;
  /** What the values of the policy may have in them. */
  readonly variables: boolean;
  readonly holds: (context: Context) => boolean;
  readonly holdsFor: (found: ContextValue | undefined, context: Context) => boolean;
}

const byName = new Map<string, ConditionOperator>(operators.map((operator) => [operator.name, operator]));
const form = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

interface NamedOperator {
  readonly operator: ConditionOperator;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
}

/** The operator that `ForAnyValue:StringLikeIfExists` names. @throws Failure `malformedPolicyDocument` for an unknown one */
export function operatorNamed(text: string): NamedOperator {
  const [, quantifier, name = '', suffix] = form.exec(text) ?? [];
  const operator = byName.get(name);
  if (!operator || ((quantifier ?? suffix) !== undefined && !operator.modifiable)) throw malformed(syntaxErrors);
  return { operator, quantifier: quantifier as NamedOperator['quantifier'], ifExists: suffix !== undefined };
}

/** @throws Failure `malformedPolicyDocument` for values that are none for the operator */
export function compileCondition(tree: ConditionTree, variables: boolean): Condition {
  const { operator, ...modifiers } = operatorNamed(tree.operator);
  const key = tree.key.toLowerCase();
  const holdsFor = operator.compile(tree.values, { ...modifiers, variables });
  return {
    tree,
    key,
    variables: variables && operator.variables,
    holds: (context) => holdsFor(context.get(key), context),
    holdsFor,
  };
}
