import type { Context } from './access-request.ts';
import { malformed } from './malformed.ts';
import { anyOne, anyRun } from './wildcard-pattern.ts';

/** What a policy writes where text is compared: text, wildcards, and variables to be filled in from the request. */
export type Template = readonly TemplatePart[];
type TemplatePart = string | Wildcard | Variable;
type Wildcard = typeof anyRun | typeof anyOne;

interface Variable {
  /** In lower case. */
  readonly key: string;
  /** As written. */
  readonly name: string;
  /** What stands for a key that the request does not have. */
  readonly fallback: string | undefined;
  /** All of it, as written. */
  readonly source: string;
}

/** How a text is to be read. In policies of version 2008-10-17 `${` is nothing special. */
export interface Syntax {
  readonly variables: boolean;
  readonly wildcards: boolean;
}

const special = /\$\{|[*?]/g;
const escaped = /\$\{([*?$])\}/y;
const variable = /\$\{([^{}'",$*?:\s][^{}'",$*?:]*:[^{}'",$*?]*[^{}'",$*?\s])\s*(?:,\s*'([^']*)'\s*)?\}/y;

/**
 * Reads wildcards, `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`. AWS: "IAM policy elements:
 * Variables and tags".
 * @throws Failure `malformedPolicyDocument` for a `${` that is none of them
 */
export function readTemplate(source: string, { variables, wildcards }: Syntax): Template {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let found = next(source, 0); found; found = next(source, found.end)) {
    const part = found.text === '${' ? variables && readVariable(source, found) : wildcards && wildcard(found.text);
    if (part === false) continue;
    if (found.start > from) parts.push(source.slice(from, found.start));
    parts.push(part);
    from = found.end;
  }
  if (from < source.length) parts.push(source.slice(from));
  return joined(parts);
}

interface Found {
  readonly text: string;
  readonly start: number;
  end: number;
}

function next(source: string, from: number): Found | undefined {
  special.lastIndex = from;
  const [text] = special.exec(source) ?? [];
  return text === undefined ? undefined : { text, start: special.lastIndex - text.length, end: special.lastIndex };
}

/** Reads what stands at `found`, and moves its end to after it. */
function readVariable(source: string, found: Found): string | Variable {
  const [form, match] = exec(escaped, source, found.start) ?? exec(variable, source, found.start) ?? [];
  if (!form || !match) throw malformed(`Policy variable ${source.slice(found.start, found.start + 80)} is not valid`);
  found.end = form.lastIndex;
  const [whole, key = '', fallback] = match;
  return form === escaped ? key : { key: key.toLowerCase(), name: key, fallback, source: whole };
}

function exec(form: RegExp, source: string, at: number): [RegExp, RegExpExecArray] | undefined {
  form.lastIndex = at;
  const match = form.exec(source);
  return match ? [form, match] : undefined;
}

const wildcard = (text: string): Wildcard => (text === '*' ? anyRun : anyOne);

/** With neighbouring texts made one. */
function joined(parts: readonly TemplatePart[]): Template {
  const all: TemplatePart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}

export const isVariable = (part: TemplatePart): part is Variable => typeof part === 'object';
export const isWildcard = (part: TemplatePart): part is Wildcard => typeof part === 'number';

/** A template without variables. */
export type Filled = readonly (string | Wildcard)[];

/**
 * The template with its variables replaced by the request's values, in which `*` and `?` mean themselves. A key that the
 * request lacks is replaced by the default; without one, and for multi-valued keys, nothing can be filled in.
 */
export function fill(template: Template, context: Context): Filled | undefined {
  const filled: (string | Wildcard)[] = [];
  for (const part of template) {
    const value = isVariable(part) ? valueOf(part, context) : part;
    if (value === undefined) return undefined;
    filled.push(value);
  }
  return filled;
}

function valueOf({ key, fallback }: Variable, context: Context): string | undefined {
  const value = context.get(key) ?? fallback;
  return typeof value === 'string' ? value : undefined;
}

/** The template as one reads it, with what can be filled in. */
export const shown = (template: Template, context: Context): string =>
  template
    .map((part) => {
      if (isWildcard(part)) return part === anyRun ? '*' : '?';
      return isVariable(part) ? (valueOf(part, context) ?? part.source) : part;
    })
    .join('');
