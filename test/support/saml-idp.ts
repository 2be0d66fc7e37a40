import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { certificateText, samlMetadata } from './saml-metadata.ts';
import { selfSigned } from './self-signed.ts';

/** What a response says; everything has a value that AWS takes. Parts that are `''` are left out. */
export interface SamlSaying {
  readonly nameId?: string;
  readonly format?: string;
  readonly roles?: readonly string[];
  readonly sessionName?: string;
  /** Every further attribute: its values by name. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly issuer?: string;
  readonly responseIssuer?: string;
  readonly destination?: string;
  readonly recipient?: string;
  readonly method?: string;
  readonly audience?: string;
  readonly status?: string;
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly confirmedUntil?: number;
  readonly sessionUntil?: number;
  /** XML that is put where it says. */
  readonly inAssertion?: string;
  readonly inConditions?: string;
  readonly inSubject?: string;
  readonly inAttributes?: string;
}

/** How a response is signed. */
export interface SamlSigning {
  readonly sign?: 'assertion' | 'response' | 'both' | 'nothing';
  readonly key?: string;
  /** A certificate that is sent along; it is as good as any other text. */
  readonly certificate?: string;
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly canonicalization?: string;
  readonly transforms?: readonly string[];
  /** Prefixes whose meaning is signed along, though nothing uses them but text. */
  readonly inclusivePrefixes?: readonly string[];
}

export const awsSaml = 'https://signin.aws.amazon.com/saml';
export const awsAttribute = (name: string): string => `https://aws.amazon.com/SAML/Attributes/${name}`;
export const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** An identity provider of a test: its metadata, and whatever responses it is told to sign. */
export interface SamlIdp {
  readonly entityId: string;
  readonly key: string;
  readonly certificate: string;
  readonly metadata: string;
  /** A response in base64, as it comes to a browser. */
  response(saying?: SamlSaying, signing?: SamlSigning): string;
  /** The same as XML. */
  xml(saying?: SamlSaying, signing?: SamlSigning): string;
}

export const base64 = (xml: string): string => Buffer.from(xml).toString('base64');

/** @param options `certificates` are further ones that its metadata names */
export function samlIdp({
  now,
  entityId = 'https://idp.example.com/saml',
  certificates = [],
  until,
  metadataAttributes = '',
}: {
  now: () => number;
  entityId?: string;
  certificates?: readonly string[];
  until?: number;
  metadataAttributes?: string;
}): SamlIdp {
  const { key, cert } = selfSigned({ rsaBits: 2_048, ...(until !== undefined && { until }) });
  const xml: SamlIdp['xml'] = (saying, { sign = 'assertion', ...how } = {}) => {
    const ids = { response: `_${randomUUID()}`, assertion: `_${randomUUID()}` };
    let document = responseXml({ issuer: entityId, ...saying }, ids, now());
    const signWith = { key, ...how };
    if (sign === 'assertion' || sign === 'both') document = signed(document, ids.assertion, signWith);
    if (sign === 'response' || sign === 'both') document = signed(document, ids.response, signWith);
    return document;
  };
  return {
    entityId,
    key,
    certificate: cert,
    metadata: samlMetadata({
      entityId,
      certificates: [...certificates, cert].map(certificateText),
      attributes: metadataAttributes,
    }),
    xml,
    response: (saying, signing) => base64(xml(saying, signing)),
  };
}

/** An element of a document with a signature in it, right after its issuer. */
export function signed(document: string, id: string, how: SamlSigning & { readonly key: string }): string {
  const signature = new SignedXml({
    privateKey: how.key,
    ...(how.certificate && { publicCert: how.certificate }),
    signatureAlgorithm: how.signatureAlgorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: how.canonicalization ?? exclusive,
  });
  if (how.signatureAlgorithm?.includes('hmac')) signature.enableHMAC();
  const element = `//*[@ID='${id}']`;
  signature.addReference({
    xpath: element,
    transforms: [...(how.transforms ?? [enveloped, exclusive])],
    inclusiveNamespacesPrefixList: [...(how.inclusivePrefixes ?? [])],
    digestAlgorithm: how.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  const location = { reference: `${element}/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signature.computeSignature(document, { location });
  return signature.getSignedXml();
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const attributeXml = (name: string, values: readonly string[]): string =>
  `<saml:Attribute Name="${escaped(name)}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

function responseXml(
  saying: SamlSaying & { issuer: string },
  ids: { response: string; assertion: string },
  now: number,
) {
  const at = (time: number) => new Date(time).toISOString();
  const minute = 60_000;
  const { issuer, responseIssuer = issuer, destination = awsSaml, status = success, inAssertion = '' } = saying;
  const { issuedAt = now, notOnOrAfter = now + 5 * minute, sessionUntil, attributes = {} } = saying;
  const { roles = [], sessionName = 'ada', audience = awsSaml, inConditions = '', inAttributes = '' } = saying;
  const all = {
    ...(roles.length > 0 && { [awsAttribute('Role')]: roles }),
    ...(sessionName !== '' && { [awsAttribute('RoleSessionName')]: [sessionName] }),
    ...attributes,
  };
  const restriction =
    audience && `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`;
  const ending = sessionUntil === undefined ? '' : ` SessionNotOnOrAfter="${at(sessionUntil)}"`;
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${ids.response}" Version="2.0" IssueInstant="${at(issuedAt)}"${destination && ` Destination="${destination}"`}>`,
    `<saml:Issuer>${responseIssuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="${status}"/></samlp:Status>`,
    `<saml:Assertion ID="${ids.assertion}" Version="2.0" IssueInstant="${at(issuedAt)}"><saml:Issuer>${issuer}</saml:Issuer>`,
    subjectXml(saying, at, now + 5 * minute),
    `<saml:Conditions NotBefore="${at(saying.notBefore ?? now - minute)}" NotOnOrAfter="${at(notOnOrAfter)}">${restriction}${inConditions}</saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(issuedAt)}"${ending}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${Object.entries(all)
      .map(([name, values]) => attributeXml(name, values))
      .join('')}${inAttributes}</saml:AttributeStatement>`,
    `${inAssertion}</saml:Assertion></samlp:Response>`,
  ].join('');
}

function subjectXml(
  { nameId = 'ada@example.com', format = persistent, method = bearer, recipient = awsSaml, ...saying }: SamlSaying,
  at: (time: number) => string,
  until: number,
): string {
  const data = `<saml:SubjectConfirmationData NotOnOrAfter="${at(saying.confirmedUntil ?? until)}"${recipient && ` Recipient="${recipient}"`}/>`;
  return [
    `<saml:Subject>${nameId && `<saml:NameID${format && ` Format="${format}"`}>${nameId}</saml:NameID>`}`,
    `<saml:SubjectConfirmation Method="${method}">${data}</saml:SubjectConfirmation>${saying.inSubject ?? ''}</saml:Subject>`,
  ].join('');
}
