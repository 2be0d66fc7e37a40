import type { JsonValue } from './json-text.ts';
import { malformed, syntaxErrors } from './malformed.ts';

/** The members of an object. @throws Failure `malformedPolicyDocument` when it's none, or has others than those */
export function members(value: JsonValue | undefined, known?: readonly string[]): ReadonlyMap<string, JsonValue> {
  if (value?.kind !== 'object') throw malformed(syntaxErrors);
  if (known && [...value.members.keys()].some((name) => !known.includes(name))) throw malformed(syntaxErrors);
  return value.members;
}

/** @throws Failure `malformedPolicyDocument` when it's no text */
export function textOf(value: JsonValue | undefined): string {
  if (value?.kind !== 'text') throw malformed(syntaxErrors);
  return value.text;
}

/** One text, or an array of them. @throws Failure `malformedPolicyDocument` when it's neither */
export const textsOf = (value: JsonValue): readonly string[] =>
  value.kind === 'array' ? value.items.map(textOf) : [textOf(value)];

/** Like `textsOf`, but numbers and truth values stand for their text. */
export const scalarsOf = (value: JsonValue): readonly string[] =>
  (value.kind === 'array' ? value.items : [value]).map((item) => (item.kind === 'literal' ? item.text : textOf(item)));
