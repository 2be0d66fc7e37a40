import { Failure } from '../failures.ts';

/** What IAM itself reads in a SAML metadata document; trust in an assertion is decided elsewhere. */
export interface SamlMetadata {
  readonly entityId: string;
  /** Signing certificates, base64 of DER. */
  readonly certificates: readonly string[];
  /** Milliseconds since the epoch, where the document says so itself. */
  readonly validUntil: number | undefined;
}

/**
 * Looks over a SAML metadata document: an EntityDescriptor with an IDPSSODescriptor that names a signing certificate.
 * @throws Failure `invalidInput` when it is none
 */
export function readSamlMetadata(document: string): SamlMetadata {
  const xml = withoutAsides(document);
  if (/<!/.test(xml) || !isBalanced(xml)) throw unreadable();
  const [, attributes = ''] = /<(?:[\w.-]+:)?EntityDescriptor(\s[^>]*)>/.exec(xml) ?? [];
  const entityId = attribute(attributes, 'entityID');
  const [, provider] = /<(?:[\w.-]+:)?IDPSSODescriptor[\s>](.*?)<\/(?:[\w.-]+:)?IDPSSODescriptor\s*>/s.exec(xml) ?? [];
  if (!entityId || provider === undefined) throw unreadable();
  const certificates = [...provider.matchAll(keyDescriptor)]
    .filter(([, kind = '']) => attribute(kind, 'use') !== 'encryption')
    .flatMap(([, , key = '']) => [...key.matchAll(certificate)].map(([, text = '']) => text.replace(/\s/g, '')));
  if (certificates.length === 0) throw unreadable();
  const until = Date.parse(attribute(attributes, 'validUntil') ?? '');
  return { entityId, certificates, validUntil: Number.isNaN(until) ? undefined : until };
}

/** The document without comments and processing instructions. Found by position: a pattern would look for their ends again and again. */
function withoutAsides(document: string): string {
  let rest = document;
  for (const [start, end] of [
    ['<!--', '-->'],
    ['<?', '?>'],
  ] as const) {
    let kept = '';
    let at = 0;
    for (let from = rest.indexOf(start); from >= 0; from = rest.indexOf(start, at)) {
      const to = rest.indexOf(end, from + start.length);
      if (to < 0) throw unreadable();
      kept += rest.slice(at, from);
      at = to + end.length;
    }
    rest = kept + rest.slice(at);
  }
  return rest;
}

const keyDescriptor = /<(?:[\w.-]+:)?KeyDescriptor(\s[^>]*)?>(.*?)<\/(?:[\w.-]+:)?KeyDescriptor\s*>/gs;
const certificate = /<(?:[\w.-]+:)?X509Certificate[^>]*>([\sA-Za-z0-9+/=]+)<\/(?:[\w.-]+:)?X509Certificate\s*>/g;

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`)
    .exec(attributes)
    ?.slice(1)
    .find((value) => value !== undefined);

/** Whether every element that opens is closed in its order, and no other `<` stands anywhere: what reads it may rely on that. */
function isBalanced(xml: string): boolean {
  if (xml.replace(tag, '').includes('<')) return false;
  const open: string[] = [];
  let elements = 0;
  for (const [, closing, name = '', empty] of xml.matchAll(tag)) {
    elements += 1;
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!empty) open.push(name);
  }
  return elements > 0 && open.length === 0;
}

const tag = /<(\/)?([\w.:-]+)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/)?>/g;

const unreadable = () => new Failure('invalidInput', { reason: 'Could not parse metadata' });
