import type { Context, ContextValue } from './access-request.ts';

/** Whether what the request has under the key makes the condition hold. */
export type ConditionTest = (found: ContextValue | undefined, context: Context) => boolean;

/** How a condition is written around its operator. */
export interface Modifiers {
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** Whether the policy's version has variables. */
  readonly variables: boolean;
}

export interface ConditionOperator {
  readonly name: string;
  /** Whether `IfExists`, `ForAllValues:` and `ForAnyValue:` may be added. */
  readonly modifiable: boolean;
  /** Whether values may have variables. */
  readonly variables: boolean;
  /** @throws Failure `malformedPolicyDocument` for a value that is none for this operator */
  readonly compile: (values: readonly string[], modifiers: Modifiers) => ConditionTest;
}

/** The request's values as a set; an empty text is as good as none. AWS: "Set operators for multivalued context keys". */
export function valueSet(found: ContextValue | undefined): readonly string[] {
  if (found === undefined || found === '') return [];
  if (typeof found === 'string') return [found];
  return found.length === 1 && found[0] === '' ? [] : found;
}
