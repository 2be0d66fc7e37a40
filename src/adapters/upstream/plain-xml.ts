/** An element: its text, or the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/** A tag with nothing but plain attributes in double quotes, or text. Everything else of XML stops the reading. */
const piece = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<&]*")*)\s*(\/?)>|([^<]+)/y;
const declaration = /^<\?xml [^<>?]*\?>/;
const mostElements = 200;
const deepest = 16;

/**
 * The document in the part of XML that the Query protocol writes: elements, text, the five named entities and numbered
 * characters. Declarations of types and entities, comments, sections, instructions and prefixed names are not understood,
 * so that there is nothing in them to be fooled by.
 * @returns the root; undefined for anything else
 */
export function readXml(document: string): XmlElement | undefined {
  const open: Open[] = [{ name: '', text: '', children: [] }];
  let seen = 0;
  piece.lastIndex = declaration.exec(document)?.[0].length ?? 0;
  while (piece.lastIndex < document.length) {
    const found = piece.exec(document);
    const top = open.at(-1);
    if (!found || !top) return undefined;
    const [, closing, name = '', attributes, empty, text] = found;
    if (text !== undefined) {
      const plain = unescaped(text);
      if (plain === undefined) return undefined;
      top.text += plain;
    } else if (closing) {
      if (open.length === 1 || name !== top.name || attributes || empty || !isWhole(top)) return undefined;
      open.pop();
      open.at(-1)?.children.push(top);
    } else {
      const element: Open = { name, text: '', children: [] };
      if (++seen > mostElements || open.length > deepest) return undefined;
      if (empty) top.children.push(element);
      else open.push(element);
    }
  }
  const [document_, unclosed] = open;
  const [root, second] = document_?.children ?? [];
  return unclosed || second || document_?.text.trim() ? undefined : root;
}

/** Text and elements do not stand beside each other. */
const isWhole = ({ text, children }: Open): boolean => children.length === 0 || text.trim() === '';

/** The text of the element at this path, of which there is one of each name; undefined otherwise. */
export function textAt(root: XmlElement, [name, ...path]: readonly string[]): string | undefined {
  let at: XmlElement | undefined = root.name === name ? root : undefined;
  for (const step of path) {
    const [found, second] = at?.children.filter((child) => child.name === step) ?? [];
    at = second ? undefined : found;
  }
  return at?.children.length === 0 ? at.text : undefined;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isKnown = true;
  const plain = text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));|&/g, (_, name, tens, hex) => {
    const code = Number.parseInt(tens ?? hex, tens === undefined ? 16 : 10);
    if (name !== undefined) return named[name] ?? '';
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    isKnown = false;
    return '';
  });
  return isKnown ? plain : undefined;
}
