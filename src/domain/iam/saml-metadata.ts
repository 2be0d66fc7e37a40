import { Failure } from '../failures.ts';
import { childrenNamed, elementsOf, readXml, textOf, withDescendants, type XmlElement } from '../saml/xml.ts';

/** What a SAML metadata document says of the identity provider whose assertions are to be believed. */
export interface SamlMetadata {
  readonly entityId: string;
  /** Signing certificates, base64 of DER. */
  readonly certificates: readonly string[];
  /** Milliseconds since the epoch, where the document says so itself. */
  readonly validUntil: number | undefined;
}

/**
 * Reads a SAML metadata document: an EntityDescriptor with an IDPSSODescriptor that names a signing certificate.
 * @throws Failure `invalidInput` when it is none
 */
export function readSamlMetadata(document: string): SamlMetadata {
  const root = readXml(document, { parts: 500_000, depth: 64, instructions: true });
  const entity = root && firstNamed(root, 'EntityDescriptor');
  const entityId = entity?.attributes.get('entityID');
  const provider = entity && childrenNamed(entity, 'IDPSSODescriptor')[0];
  if (!entity || !entityId || !provider) throw unreadable();
  const certificates = childrenNamed(provider, 'KeyDescriptor')
    .filter((key) => key.attributes.get('use') !== 'encryption')
    .flatMap((key) => [...withDescendants(key)].filter(({ name }) => name === 'X509Certificate'))
    .map((certificate) => textOf(certificate)?.replace(/\s/g, ''));
  const known = certificates.filter((text) => text !== undefined);
  if (known.length === 0 || known.length < certificates.length) throw unreadable();
  return { entityId, certificates: known, validUntil: endOf(root === entity ? [entity] : [root, entity]) };
}

/** The earliest end that the elements name. */
function endOf(elements: readonly XmlElement[]): number | undefined {
  const named = elements.map(({ attributes }) => attributes.get('validUntil')).filter((text) => text !== undefined);
  if (named.length === 0) return undefined;
  const end = Math.min(...named.map((text) => Date.parse(text)));
  if (Number.isNaN(end)) throw unreadable();
  return end;
}

/** The first element of a name: the root, or one below it, as in metadata of several entities. */
function firstNamed(root: XmlElement, local: string): XmlElement | undefined {
  if (root.name === local) return root;
  return elementsOf(root).find(({ name }) => name === local);
}

const unreadable = () => new Failure('invalidInput', { reason: 'Could not parse metadata' });
