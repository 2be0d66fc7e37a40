import type { Context } from './access-request.ts';
import { valueSet, type ConditionOperator, type ConditionTest, type Modifiers } from './condition-operator.ts';

/** Whether one value of the request is what one value of the policy asks for. */
export type ValueTest = (found: string, context: Context) => boolean;

/** Prepares one value of the policy. @throws Failure `malformedPolicyDocument` */
export type PrepareValue = (wanted: string, variables: boolean) => ValueTest;

interface Options {
  /** Whether values of the policy may have variables. */
  readonly variables?: boolean;
}

/** An operator that holds when a value of the request is one of the policy's. */
export const valueOperator = (name: string, prepare: PrepareValue, options?: Options): ConditionOperator =>
  comparing(name, prepare, false, options);

/** Its negation, which holds when the value is none of the policy's, and so also when the request has no value. */
export const negatedOperator = (name: string, prepare: PrepareValue, options?: Options): ConditionOperator =>
  comparing(name, prepare, true, options);

const comparing = (
  name: string,
  prepare: PrepareValue,
  negated: boolean,
  { variables = false }: Options = {},
): ConditionOperator => ({
  name,
  modifiable: true,
  variables,
  compile(values, modifiers) {
    const tests = values.map((value) => prepare(value, variables && modifiers.variables));
    return quantified((found, context) => tests.some((test) => test(found, context)) !== negated, negated, modifiers);
  },
});

/** AWS: "Set operators for multivalued context keys", "…IfExists condition operators". */
function quantified(holds: ValueTest, negated: boolean, { quantifier, ifExists }: Modifiers): ConditionTest {
  if (quantifier === 'ForAllValues') return (found, context) => valueSet(found).every((one) => holds(one, context));
  if (quantifier === 'ForAnyValue') return (found, context) => valueSet(found).some((one) => holds(one, context));
  return (found, context) => {
    if (found === undefined || found.length === 0) return found === '' ? holds('', context) : negated || ifExists;
    // Which of several values would be meant? None is, so that the condition does not hold.
    return typeof found === 'string' && holds(found, context);
  };
}
