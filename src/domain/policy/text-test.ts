import type { Context } from './access-request.ts';
import { fill, isVariable, isWildcard, type Filled, type Template } from './template.ts';
import { anyRun, type WildcardPattern } from './wildcard-pattern.ts';
import { matchesWildcards } from './wildcards.ts';

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
  if (pattern.length === 1 && filled[0] === anyRun) return () => true;
  const start = startOf(filled);
  return (text) => text.startsWith(start) && matchesWildcards(pattern, text);
}

function varying(template: Template): TextTest {
  const start = startOf(template);
  return (text, context) => {
    if (!text.startsWith(start)) return false;
    const filled = fill(template, context);
    return filled !== undefined && matchesFilled(filled, text);
  };
}

/** What every text that matches begins with: most that do not match are told by it, for little. */
const startOf = ([first]: Template): string => (typeof first === 'string' ? first : '');

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
