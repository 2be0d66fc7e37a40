import type { Shape } from './model.ts';
import { compilePattern } from './pattern.ts';

/** One rule of a shape: whether a value keeps it, and how AWS words it when not. */
export interface Constraint<Value> {
  readonly holds: (value: Value) => boolean;
  readonly rule: string;
}

const atMost = (what: string, limit: number) => `Member must have ${what} less than or equal to ${limit}`;
const atLeast = (what: string, limit: number) => `Member must have ${what} greater than or equal to ${limit}`;

/** The rules a text must keep. The pattern is not tried on a text that is too long: that one is refused already. */
export function textConstraints({ min = 0, max = Infinity, pattern, enum: names }: Shape): Constraint<string>[] {
  const constraints: Constraint<string>[] = [];
  if (max < Infinity) constraints.push({ holds: (text) => isWithin(text, max), rule: atMost('length', max) });
  if (min > 0) constraints.push({ holds: (text) => reaches(text, min), rule: atLeast('length', min) });
  if (pattern !== undefined) {
    const matches = compilePattern(pattern);
    const rule = `Member must satisfy regular expression pattern: ${pattern}`;
    constraints.push({ holds: (text) => !isWithin(text, max) || matches(text), rule });
  }
  if (names) {
    const known = new Set(names);
    constraints.push({
      holds: (text) => known.has(text),
      rule: `Member must satisfy enum value set: [${names.join(', ')}]`,
    });
  }
  return constraints;
}

/** The limits on how many elements, entries or bytes a value has. */
export function sizeConstraints({ min = 0, max }: Shape): Constraint<number>[] {
  const constraints: Constraint<number>[] = [];
  if (max !== undefined) constraints.push({ holds: (size) => size <= max, rule: atMost('length', max) });
  if (min > 0) constraints.push({ holds: (size) => size >= min, rule: atLeast('length', min) });
  return constraints;
}

/** The limits on a number. */
export function valueConstraints({ min, max }: Shape): Constraint<number>[] {
  const constraints: Constraint<number>[] = [];
  if (max !== undefined) constraints.push({ holds: (value) => value <= max, rule: atMost('value', max) });
  if (min !== undefined) constraints.push({ holds: (value) => value >= min, rule: atLeast('value', min) });
  return constraints;
}

// Lengths are counted in characters. A text of n UTF-16 units has between n/2 and n of them, so that most need no counting.
function isWithin(text: string, max: number): boolean {
  return text.length <= max || (text.length <= 2 * max && characters(text) <= max);
}

function reaches(text: string, min: number): boolean {
  return text.length >= 2 * min || (text.length >= min && characters(text) >= min);
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
