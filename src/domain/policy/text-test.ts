import type { Context } from './access-request.ts';
import { fill, isVariable, isWildcard, type Filled, type Template } from './template.ts';
import { matchesWildcards, type WildcardPattern } from './wildcards.ts';

/** Compares a text of the request with what the policy wants it to be. */
export type TextTest = (text: string, context: Context) => boolean;

/** Prepares the comparison: what needs no variables is ready once and for all. */
export function textTest(template: Template): TextTest {
  const filled = template.filter((part): part is Filled[number] => !isVariable(part));
  return filled.length === template.length ? fixed(filled) : varying(template);
}

function fixed(filled: Filled): TextTest {
  if (!filled.some(isWildcard)) {
    const wanted = filled.join('');
    return (text) => text === wanted;
  }
  const pattern = patternOf(filled);
  return pattern.length === 1 && filled[0] === -1 ? () => true : (text) => matchesWildcards(pattern, text);
}

const varying =
  (template: Template): TextTest =>
  (text, context) => {
    const filled = fill(template, context);
    return filled !== undefined && matchesFilled(filled, text);
  };

/** Whether the text matches a template whose variables are filled in. */
export const matchesFilled = (filled: Filled, text: string): boolean =>
  filled.some(isWildcard) ? matchesWildcards(patternOf(filled), text) : filled.join('') === text;

function patternOf(filled: Filled): WildcardPattern {
  const pattern: number[] = [];
  for (const part of filled) {
    if (typeof part === 'string') for (let at = 0; at < part.length; at += 1) pattern.push(part.charCodeAt(at));
    else pattern.push(part);
  }
  return pattern;
}
