import { malformed, syntaxErrors } from './malformed.ts';

/** A value in a JSON text, with where it stands: offsets of its first character and of the one after its last. */
export type JsonValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'text'; readonly text: string }
  /** A number or truth value, as it is written. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }
);

/** No policy is nested deeper: object, statements, statement, condition, operator, key, values. */
const deepest = 8;

const tokenForm = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|([^\s{}[\],:"]+))/y;

/**
 * Reads a JSON text as `JSON.parse` does, but keeps where values stand, and refuses what `JSON.parse` hides: two members
 * of one name, of which readers may choose either.
 * @throws Failure `malformedPolicyDocument`
 */
export function readJson(source: string): JsonValue {
  assertJson(source);
  const next = tokens(source);
  return readValue(next(), next, 0);
}

/** What follows may rely on the text being JSON. */
function assertJson(source: string): void {
  try {
    JSON.parse(source);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
}

interface Token {
  readonly mark?: string | undefined;
  readonly quoted?: string | undefined;
  readonly literal?: string | undefined;
  readonly start: number;
  readonly end: number;
}

function tokens(source: string): () => Token {
  let at = 0;
  return () => {
    tokenForm.lastIndex = at;
    const [whole = '', mark, quoted, literal] = tokenForm.exec(source) ?? [];
    at += whole.length;
    return { mark, quoted, literal, start: at - (mark ?? quoted ?? literal ?? '').length, end: at };
  };
}

function readValue(first: Token, next: () => Token, depth: number): JsonValue {
  const { start, end } = first;
  if (depth > deepest || first.literal === 'null') throw malformed(syntaxErrors);
  if (first.mark === '{') return { kind: 'object', start, ...readMembers(next, depth) };
  if (first.mark === '[') return { kind: 'array', start, ...readItems(next, depth) };
  if (first.quoted !== undefined) return { kind: 'text', text: JSON.parse(first.quoted) as string, start, end };
  return { kind: 'literal', text: first.literal ?? '', start, end };
}

function readMembers(next: () => Token, depth: number): { members: ReadonlyMap<string, JsonValue>; end: number } {
  const members = new Map<string, JsonValue>();
  for (let token = next(); ; token = next()) {
    if (token.mark === '}') return { members, end: token.end };
    if (token.mark === ',') continue;
    const name = JSON.parse(token.quoted ?? '""') as string;
    if (members.has(name)) throw malformed(syntaxErrors);
    next(); // the colon
    members.set(name, readValue(next(), next, depth + 1));
  }
}

function readItems(next: () => Token, depth: number): { items: readonly JsonValue[]; end: number } {
  const items: JsonValue[] = [];
  for (let token = next(); ; token = next()) {
    if (token.mark === ']') return { items, end: token.end };
    if (token.mark !== ',') items.push(readValue(token, next, depth + 1));
  }
}
