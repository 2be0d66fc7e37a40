import { Failure } from '../failures.ts';
import { assertionNamespace } from './namespaces.ts';
import { childrenNamed, elementsOf, readXml, textOf, type XmlElement } from './xml.ts';

/** What a SAML assertion says, and nothing that its signature does not cover. Times are milliseconds since the epoch. */
export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string;
  readonly issuedAt: number;
  /** The NameID; undefined where the assertion names nobody. */
  readonly subject: string | undefined;
  /** The format of the NameID. */
  readonly subjectFormat: string;
  /** Where it may be presented, and until when. */
  readonly recipient: string;
  readonly confirmedFrom: number | undefined;
  readonly confirmedUntil: number;
  readonly validFrom: number | undefined;
  readonly validUntil: number | undefined;
  /** Of every restriction one audience must be meant; none where it restricts nothing. */
  readonly audiences: readonly (readonly string[])[];
  /** When the session at the provider ends. */
  readonly sessionUntil: number | undefined;
  /** Every value of each attribute, by name. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
/** The canonical form says again what its prefixes stand for, so there is more of it than of what was sent. */
const limits = { parts: 8_000, depth: 40 };
const longestSubject = 512;
const mostAttributes = 200;
const mostValues = 1_000;

/**
 * Reads an assertion whose signature is verified. What could change its meaning and is not known here is refused. Source:
 * SAML 2.0 core §2; of confirmations there must be exactly one, as AWS wants it: “Configure SAML assertions for the
 * authentication response”, IAM user guide.
 * @param xml what the signature covers, in canonical form
 * @throws Failure `identityTokenInvalid`
 */
export function readAssertion(xml: string): SamlAssertion {
  const assertion = readXml(xml, limits);
  if (assertion?.name !== 'Assertion' || assertion.namespace !== assertionNamespace) throw invalid();
  const { attributes } = assertion;
  if (attributes.get('Version') !== '2.0') throw invalid();
  const issuedAt = timeIn(assertion, 'IssueInstant');
  const conditions = the(assertion, 'Conditions');
  return {
    id: attributes.get('ID') ?? '',
    issuer: textIn(the(assertion, 'Issuer')),
    issuedAt: issuedAt ?? fail(),
    ...readSubject(maybe(assertion, 'Subject') ?? fail('Subject is required in AuthnResponse')),
    validFrom: timeIn(conditions, 'NotBefore'),
    validUntil: timeIn(conditions, 'NotOnOrAfter'),
    audiences: readAudiences(conditions),
    sessionUntil: earliest(children(assertion, 'AuthnStatement').map((one) => timeIn(one, 'SessionNotOnOrAfter'))),
    attributes: readAttributes(assertion),
  };
}

function readSubject(subject: XmlElement) {
  const nameId = maybe(subject, 'NameID');
  const name = nameId && textIn(nameId);
  if (name !== undefined && name.length > longestSubject) throw invalid('NameID is too long');
  const confirmations = children(subject, 'SubjectConfirmation');
  if (confirmations.length !== 1) throw invalid('There must be exactly one SubjectConfirmation');
  const data = maybe(confirmations[0]!, 'SubjectConfirmationData');
  const recipient = data?.attributes.get('Recipient');
  const until = data && timeIn(data, 'NotOnOrAfter');
  if (confirmations[0]!.attributes.get('Method') !== bearer || !data || !recipient || until === undefined) {
    throw invalid('SubjectConfirmation must be bearer, with NotOnOrAfter and Recipient');
  }
  return {
    subject: name === '' ? undefined : name,
    subjectFormat: nameId?.attributes.get('Format') ?? unspecified,
    recipient,
    confirmedFrom: timeIn(data, 'NotBefore'),
    confirmedUntil: until,
  };
}

function readAudiences(conditions: XmlElement): readonly (readonly string[])[] {
  const unknown = elementsOf(conditions).find(
    ({ name }) => name !== 'AudienceRestriction' && name !== 'ProxyRestriction',
  );
  if (unknown) throw invalid(`The condition ${unknown.name} is not supported by this server`);
  return children(conditions, 'AudienceRestriction').map((one) => children(one, 'Audience').map(textIn));
}

/** Values that are elements, as some directories have them, are no texts that anything here could use. */
function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let values = 0;
  for (const attribute of children(assertion, 'AttributeStatement').flatMap((one) => children(one, 'Attribute'))) {
    const name = attribute.attributes.get('Name');
    if (!name) throw invalid();
    if (found.has(name)) throw invalid('An attribute may stand in the assertion only once');
    const texts = children(attribute, 'AttributeValue').map(textOf);
    values += texts.length;
    found.set(
      name,
      texts.filter((text) => text !== undefined),
    );
    if (found.size > mostAttributes || values > mostValues) throw invalid('The assertion has too many attributes');
  }
  return found;
}

/** Child elements in SAML's namespace. One of the same name in another is refused: somebody may take it for ours. */
function children(parent: XmlElement, name: string): readonly XmlElement[] {
  const found = childrenNamed(parent, name);
  return found.every(({ namespace }) => namespace === assertionNamespace) ? found : fail();
}

function maybe(parent: XmlElement, name: string): XmlElement | undefined {
  const found = children(parent, name);
  return found.length > 1 ? fail() : found[0];
}

const the = (parent: XmlElement, name: string): XmlElement =>
  maybe(parent, name) ?? fail(`${name} is required in AuthnResponse`);
const textIn = (element: XmlElement): string => textOf(element) ?? fail();

/** SAML's times are in UTC (core §1.3.3). */
function timeIn({ attributes }: XmlElement, name: string): number | undefined {
  const text = attributes.get(name);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? fail() : time;
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const invalid = (reason = 'Invalid SAML response') => new Failure('identityTokenInvalid', { reason });

function fail(reason?: string): never {
  throw invalid(reason);
}
