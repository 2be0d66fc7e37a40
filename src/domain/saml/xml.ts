/** An element of an XML document, with its names resolved (Namespaces in XML 1.0). */
export interface XmlElement {
  readonly namespace: string;
  /** Without its prefix. */
  readonly name: string;
  /** By local name; those with a prefix as `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Text stands as it is meant, with its references resolved. Comments are gone, and the text around one is one text. */
  readonly children: readonly (XmlElement | string)[];
}

/** How much of a document is read at most. */
export interface XmlLimits {
  /** Elements and their attributes together. */
  readonly parts: number;
  readonly depth: number;
  /** Whether processing instructions are skipped; elsewhere they are refused. */
  readonly instructions?: boolean;
}

interface Open extends XmlElement {
  readonly qualified: string;
  readonly children: (XmlElement | string)[];
  readonly scope: ReadonlyMap<string, string>;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const attributesOfAnElement = 64;
const name = '[A-Za-z_][A-Za-z0-9_.-]*';
const qualifiedName = `${name}(?::${name})?`;
const declaration =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']utf-8["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/i;
const startOfTag = new RegExp(`<(${qualifiedName})`, 'y');
const attribute = new RegExp(`\\s+(${qualifiedName})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const endOfStart = /\s*(\/?)>/y;
const endTag = new RegExp(`</(${qualifiedName})\\s*>`, 'y');
// Characters that XML 1.0 does not know, and halves of characters.
const noCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Reads a small part of XML, and nothing that is open to more than one reading: no document types, so no entities but the
 * five that XML has, no CDATA sections, names in ASCII. Not a library's, because what decides about trust must refuse what
 * it does not know, where parsers are made to go on.
 * @returns the root; undefined for anything else
 */
export function readXml(document: string, limits: XmlLimits): XmlElement | undefined {
  const text = document.replace(/\r\n?/g, '\n');
  return noCharacter.test(text) ? undefined : rootOf(text, limits);
}

function rootOf(text: string, limits: XmlLimits): XmlElement | undefined {
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let parts = 0;
  let at = declaration.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const parent = open.at(-1);
    const next = text.indexOf('<', at);
    const plain = text.slice(at, next < 0 ? text.length : next);
    if (plain !== '' && !addText(parent, plain)) return undefined;
    if (next < 0) break;
    at = next;

    const aside = endOfAside(text, at, limits);
    if (aside === 'unknown') return undefined;
    if (aside !== undefined) {
      at = aside;
      continue;
    }
    if (text[at + 1] === '/') {
      const [closing = '', closed] = matchAt(endTag, text, at) ?? [];
      if (!parent || closed !== parent.qualified) return undefined;
      open.pop();
      at += closing.length;
      continue;
    }
    if ((root && !parent) || open.length >= limits.depth) return undefined;
    const tag = readTag(text, at, parent?.scope);
    parts += 1 + (tag?.attributes ?? 0);
    if (!tag || parts > limits.parts) return undefined;
    parent?.children.push(tag.element);
    root ??= tag.element;
    if (!tag.isEmpty) open.push(tag.element);
    at = tag.end;
  }
  return open.length === 0 ? root : undefined;
}

/** Where a comment or a processing instruction ends; undefined where none begins. */
function endOfAside(text: string, at: number, { instructions }: XmlLimits): number | 'unknown' | undefined {
  const end = (from: number, mark: string) => {
    const found = text.indexOf(mark, from);
    return found < 0 ? 'unknown' : found + mark.length;
  };
  if (text.startsWith('<!--', at)) {
    const found = text.indexOf('--', at + 4);
    return found >= 0 && text[found + 2] === '>' ? found + 3 : 'unknown';
  }
  if (text[at + 1] === '!') return 'unknown';
  if (text[at + 1] === '?') return instructions ? end(at + 2, '?>') : 'unknown';
  return undefined;
}

/** Text outside of the root can only be space. */
function addText(parent: Open | undefined, plain: string): boolean {
  if (!parent) return /^[ \t\n]*$/.test(plain);
  const text = plain.includes(']]>') ? undefined : withoutReferences(plain);
  if (text === undefined) return false;
  if (typeof parent.children.at(-1) === 'string') parent.children.push(`${String(parent.children.pop())}${text}`);
  else parent.children.push(text);
  return true;
}

function readTag(
  text: string,
  from: number,
  outer: ReadonlyMap<string, string> = new Map([['xml', xmlNamespace]]),
): { element: Open; end: number; isEmpty: boolean; attributes: number } | undefined {
  const [opening, qualified = ''] = matchAt(startOfTag, text, from) ?? [];
  if (opening === undefined) return undefined;
  let at = from + opening.length;
  const given = new Map<string, string>();
  for (let found = matchAt(attribute, text, at); found; found = matchAt(attribute, text, at)) {
    const [all, key = '', double, single] = found;
    const value = withoutReferences((double ?? single ?? '').replace(/[\t\n]/g, ' '));
    if (value === undefined || given.has(key) || given.size >= attributesOfAnElement) return undefined;
    given.set(key, value);
    at += all.length;
  }
  const [closing, empty] = matchAt(endOfStart, text, at) ?? [];
  const scope = scopeOf(outer, given);
  if (closing === undefined || !scope) return undefined;
  const [prefix, local] = parts(qualified);
  const namespace = scope.get(prefix) ?? (prefix === '' ? '' : undefined);
  const attributes = resolved(given, scope);
  if (namespace === undefined || !attributes) return undefined;
  const element: Open = { namespace, name: local, attributes, children: [], qualified, scope };
  return { element, end: at + closing.length, isEmpty: empty === '/', attributes: given.size };
}

/** The prefixes in force in an element; undefined where one is bound to nothing, or to what is reserved. */
function scopeOf(
  outer: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const bound = [...given].filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (bound.length === 0) return outer;
  const scope = new Map(outer);
  for (const [key, namespace] of bound) {
    const prefix = key === 'xmlns' ? '' : key.slice('xmlns:'.length);
    const reserved = prefix === 'xml' || prefix === 'xmlns' || namespace === xmlNamespace;
    if (reserved || (prefix !== '' && namespace === '')) return undefined;
    scope.set(prefix, namespace);
  }
  return scope;
}

/** The attributes by their resolved names, each once, without the declarations of prefixes. */
function resolved(
  given: ReadonlyMap<string, string>,
  scope: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  const attributes = new Map<string, string>();
  for (const [key, value] of given) {
    if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
    const [prefix, local] = parts(key);
    const namespace = prefix === '' ? '' : scope.get(prefix);
    if (namespace === undefined) return undefined;
    const full = namespace === '' ? local : `{${namespace}}${local}`;
    if (attributes.has(full)) return undefined;
    attributes.set(full, value);
  }
  return attributes;
}

const parts = (qualified: string): [prefix: string, local: string] => {
  const colon = qualified.indexOf(':');
  return colon < 0 ? ['', qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
};

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with its references resolved; undefined where one is unknown. */
function withoutReferences(text: string): string | undefined {
  let known = true;
  const plain = text.replace(/&([^;&]{0,12};)?/g, (_, reference: string | undefined) => {
    const meant = reference === undefined ? undefined : characterOf(reference.slice(0, -1));
    if (meant === undefined) known = false;
    return meant ?? '';
  });
  return known ? plain : undefined;
}

function characterOf(reference: string): string | undefined {
  if (Object.hasOwn(entities, reference)) return entities[reference];
  const [, decimal, hexadecimal] = /^#(?:(\d{1,7})|x([\da-fA-F]{1,6}))$/.exec(reference) ?? [];
  if (decimal === undefined && hexadecimal === undefined) return undefined;
  const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number.parseInt(decimal, 10);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return noCharacter.test(character) ? undefined : character;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The child elements. */
export const elementsOf = ({ children }: XmlElement): readonly XmlElement[] =>
  children.filter((child) => typeof child !== 'string');

/** The child elements of a name, in whatever namespace. */
export const childrenNamed = (parent: XmlElement, local: string): readonly XmlElement[] =>
  elementsOf(parent).filter((child) => child.name === local);

/** The element and everything in it, in the order of the document. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of elementsOf(element)) yield* withDescendants(child);
}

/** The text of an element that holds nothing else, without the space around it; undefined for any other. */
export const textOf = ({ children }: XmlElement): string | undefined =>
  children.every((child) => typeof child === 'string') ? children.join('').trim() : undefined;
