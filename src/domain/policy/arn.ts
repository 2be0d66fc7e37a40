import type { Filled, Template } from './template.ts';

/**
 * The six fields of an ARN, split at the first five colons, so that the last may have more of them; undefined for what is
 * no ARN.
 */
export function arnFields(text: string): readonly string[] | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const fields: string[] = [];
  let from = 0;
  while (fields.length < 5) {
    const colon = text.indexOf(':', from);
    if (colon < 0) return undefined;
    fields.push(text.slice(from, colon));
    from = colon + 1;
  }
  fields.push(text.slice(from));
  return fields;
}

/** Splits a pattern likewise, into as many of the six fields as it has. Colons within variables do not count. */
export function patternFields(template: Filled): readonly Filled[];
export function patternFields(template: Template): readonly Template[];
export function patternFields(template: Template): readonly Template[] {
  const fields: Template[number][][] = [[]];
  for (const part of template) {
    if (typeof part !== 'string') fields.at(-1)?.push(part);
    else {
      const [first = '', ...rest] = splitAtMost(part, 7 - fields.length);
      if (first !== '') fields.at(-1)?.push(first);
      for (const text of rest) fields.push(text === '' ? [] : [text]);
    }
  }
  return fields;
}

/** Splits at colons, into at most so many pieces. */
function splitAtMost(text: string, most: number): readonly string[] {
  const pieces = text.split(':');
  return pieces.length <= most ? pieces : [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(':')];
}
