import { isUtf8 } from 'node:buffer';
import { Failure } from '#domain/failures.ts';

/** One parameter, and those whose names go on after its own: `Tags` holds `member`, which holds `1`, which holds `Key`. */
export interface Parameter {
  value: string | undefined;
  readonly inner: Map<string, Parameter>;
}

// More than any operation takes: its longest lists have a hundred elements.
const mostParameters = 5_000;
const deepest = 10;

/**
 * The parameters of a query string or form (`application/x-www-form-urlencoded`), as a tree by the dots in their names.
 * @throws Failure `malformedQueryString` for bytes that are no text, a name given twice, too many or too deep
 */
export function parametersOf(...forms: readonly (string | Uint8Array)[]): Parameter {
  const root = newParameter();
  let count = 0;
  for (const form of forms) {
    for (const pair of textOf(form).split('&')) {
      if (pair === '') continue;
      if (++count > mostParameters) throw malformed(`There are more than ${mostParameters} parameters.`);
      const equals = pair.indexOf('=');
      put(root, decoded(equals < 0 ? pair : pair.slice(0, equals)), equals < 0 ? '' : decoded(pair.slice(equals + 1)));
    }
  }
  return root;
}

/** The value of a parameter that holds no others. */
export const valueOf = (root: Parameter, name: string): string | undefined => root.inner.get(name)?.value;

function put(root: Parameter, name: string, value: string): void {
  const path = name.split('.');
  if (path.length > deepest) throw malformed('A parameter is nested too deep.');
  let at = root;
  for (const step of path) {
    let next = at.inner.get(step);
    if (!next) at.inner.set(step, (next = newParameter()));
    at = next;
  }
  if (at.value !== undefined) throw malformed('A parameter is given twice.');
  at.value = value;
}

const newParameter = (): Parameter => ({ value: undefined, inner: new Map() });

function textOf(form: string | Uint8Array): string {
  if (typeof form === 'string') return form;
  if (!isUtf8(form)) throw malformed('The request body is not UTF-8.');
  return Buffer.from(form.buffer, form.byteOffset, form.length).toString('utf8');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed('A parameter is not URL-encoded.');
  }
}

const malformed = (reason: string) => new Failure('malformedQueryString', { reason });
