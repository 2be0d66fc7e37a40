import { operatorNamed } from './condition.ts';
import type { JsonValue } from './json-text.ts';
import { malformed, syntaxErrors } from './malformed.ts';
import type { ConditionTree } from './policy-tree.ts';
import { members, scalarsOf } from './read-values.ts';

/** @throws Failure `malformedPolicyDocument` also for an unknown operator; values are held to their form when compiled */
export function readConditions(value: JsonValue | undefined): readonly ConditionTree[] {
  if (!value) return [];
  return [...members(value)].flatMap(([operator, keys]) => {
    operatorNamed(operator);
    return [...members(keys)].map(([key, wanted]) => readCondition(operator, key, scalarsOf(wanted)));
  });
}

function readCondition(operator: string, key: string, values: readonly string[]): ConditionTree {
  if (!/^[^:]+:./.test(key)) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  // Without a value a condition never holds, or always: a mistake either way.
  if (values.length === 0) throw malformed(syntaxErrors);
  return { operator, key, values };
}
