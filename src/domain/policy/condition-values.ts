import type { AccessRequest, Context, ContextValue } from './access-request.ts';
import { valueSet } from './condition-operator.ts';
import type { Condition } from './condition.ts';
import { fill, isWildcard, readTemplate } from './template.ts';

type Value = ContextValue | undefined;

/**
 * Values for the condition's key with which it would hold, or would not: guessed from what it wants, and tried on the
 * condition itself, so that there may be none, and none is wrong. Those that are closest to what the policy says come first.
 */
export function valuesFor(condition: Condition, { context }: AccessRequest, holds: boolean): readonly Value[] {
  const { key } = condition;
  const tried = guesses(condition, context).filter((value) => {
    const wouldBe = new Map(context);
    if (value === undefined) wouldBe.delete(key);
    else wouldBe.set(key, value);
    return condition.holdsFor(value, wouldBe) === holds;
  });
  return tried.slice(0, 4);
}

function guesses(condition: Condition, context: Context): readonly Value[] {
  const found = context.get(condition.key);
  const singles = singleGuesses(condition, context);
  // What names several values is asked for a list, which is best changed as little as possible.
  const several = valueSet(found);
  const isList = /^For(?:Any|All)Value/.test(condition.tree.operator) || typeof found === 'object';
  const lists = isList
    ? [
        ...singles.map((value) => [...several, value]),
        ...some(several).map((value) => several.filter((one) => one !== value)),
        ...singles.map((value) => [value]),
        ...some(several).map((value) => [value]),
      ]
    : [];
  return [...lists, ...singles, undefined];
}

function singleGuesses(condition: Condition, context: Context): readonly string[] {
  const { operator, values } = condition.tree;
  if (operator === 'Null') return [other];
  const wanted = some(values).flatMap((value) => examplesOf(value, condition, context));
  const truths = values.some((value) => /^(?:true|false)$/i.test(value)) ? ['true', 'false'] : [];
  return [...new Set([...wanted, ...truths, ...wanted.flatMap(neighbours), ...addresses(operator), other])];
}

/** A condition can have thousands of values; the first tell as much as all. */
const some = (values: readonly string[]): readonly string[] => values.slice(0, 20);

/** What no policy is likely to say. */
const other = 'other';

/** Texts that the policy's value stands for: its wildcards filled with something and with nothing, a range's first address. */
function examplesOf(value: string, { tree, variables }: Condition, context: Context): readonly string[] {
  if (isOfAddresses(tree.operator)) return [value.replace(/\/\d+$/, '')];
  const filled = fill(readTemplate(value, { variables, wildcards: true }), context);
  return filled ? ['x', ''].map((text) => filled.map((part) => (isWildcard(part) ? text : part)).join('')) : [];
}

const isOfAddresses = (operator: string): boolean => operator.includes('IpAddress');

/** Just before and just after: numbers and dates. */
function neighbours(text: string): readonly string[] {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return [String(number + 1), String(number - 1)];
  const time = /^\d{4}-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? [] : [time + 1_000, time - 1_000].map((moved) => new Date(moved).toISOString());
}

const addresses = (operator: string): readonly string[] =>
  isOfAddresses(operator) ? ['192.0.2.1', '203.0.113.1', '2001:db8::1'] : [];
