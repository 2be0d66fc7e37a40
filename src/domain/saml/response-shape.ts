import { Failure } from '../failures.ts';
import { assertionNamespace, protocolNamespace, signatureNamespace } from './namespaces.ts';
import { checkSignatureShape } from './signature-shape.ts';
import { childrenNamed, elementsOf, readXml, textOf, withDescendants, type XmlElement } from './xml.ts';

/** What is seen of a response before its signature is looked at: nothing in it is to be believed. */
export interface ResponseShape {
  readonly assertionId: string;
  readonly isResponseSigned: boolean;
  readonly isAssertionSigned: boolean;
  /** Of the response, where it says so. */
  readonly issuer: string | undefined;
  /** The address it was sent to, where it says so. */
  readonly destination: string | undefined;
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
/** Far more than responses have. The rest of the way is some work, which anybody can ask for. */
const limits = { parts: 4_000, depth: 40 };

/**
 * Holds a response to the only shape in which a signature can mean but one thing: one assertion, in its place; signatures
 * nowhere but in the response or the assertion, each over the whole of what it stands in; no id twice. Every known form of
 * signature wrapping needs another one. Source: SAML 2.0 core §5.4; Somorovsky and others, “On Breaking SAML”, 2012.
 * @throws Failure `identityTokenInvalid`, `idpRejectedClaim` when the provider tells of a failure
 */
export function checkResponseShape(xml: string): ResponseShape {
  const response = readXml(xml, limits);
  if (!response || !isResponse(response)) throw invalid('Invalid SAML response');
  requireSuccess(response);
  const all = [...withDescendants(response)];
  requireUniqueIds(all);
  const assertion = soleAssertion(response, all);

  const signatures = all.filter(({ name }) => name === 'Signature');
  const [ofResponse, ofAssertion] = [response, assertion].map((parent) => childrenNamed(parent, 'Signature'));
  const inPlace = ofResponse!.length + ofAssertion!.length;
  if (ofResponse!.length > 1 || ofAssertion!.length > 1 || inPlace !== signatures.length) throw badSignature();
  if (inPlace === 0) throw badSignature();
  for (const parent of [response, assertion]) {
    for (const signature of childrenNamed(parent, 'Signature')) checkSignatureShape(signature, idOf(parent));
  }
  const [issuer] = childrenNamed(response, 'Issuer');
  return {
    assertionId: idOf(assertion),
    isResponseSigned: ofResponse!.length === 1,
    isAssertionSigned: ofAssertion!.length === 1,
    issuer: issuer && (textOf(issuer) ?? ''),
    destination: response.attributes.get('Destination'),
  };
}

const childrenOfResponse: ReadonlyMap<string, string> = new Map([
  ['Issuer', assertionNamespace],
  ['Signature', signatureNamespace],
  ['Status', protocolNamespace],
  ['Assertion', assertionNamespace],
  ['EncryptedAssertion', assertionNamespace],
]);

const isResponse = (root: XmlElement): boolean =>
  root.name === 'Response' &&
  root.namespace === protocolNamespace &&
  root.attributes.get('Version') === '2.0' &&
  root.children.every((child) =>
    typeof child === 'string' ? child.trim() === '' : childrenOfResponse.get(child.name) === child.namespace,
  ) &&
  ['Issuer', 'Status'].every((once) => childrenNamed(root, once).length <= 1);

function requireSuccess(response: XmlElement): void {
  const [status] = childrenNamed(response, 'Status');
  const code =
    status &&
    elementsOf(status)
      .find(({ name }) => name === 'StatusCode')
      ?.attributes.get('Value');
  if (code === undefined) throw invalid('Invalid SAML response');
  if (code !== success) {
    throw new Failure('idpRejectedClaim', { reason: 'The identity provider reported that authentication failed' });
  }
}

/** Signatures name what they cover by id, and verifiers look for it under each of these names. */
function requireUniqueIds(all: readonly XmlElement[]): void {
  const ids = all.flatMap(({ attributes }) =>
    [...attributes].filter(([key]) => /(?:^|\})id$/i.test(key)).map(([, value]) => value),
  );
  if (new Set(ids).size < ids.length) throw badSignature();
}

function soleAssertion(response: XmlElement, all: readonly XmlElement[]): XmlElement {
  if (all.some(({ name }) => name.startsWith('Encrypted'))) {
    throw invalid('Encrypted assertions are not supported by this server yet');
  }
  const [assertion, ...others] = all.filter(({ name }) => name === 'Assertion' || name === 'Response').slice(1);
  if (!assertion || others.length > 0 || !response.children.includes(assertion)) {
    throw invalid('The SAML response must contain exactly one assertion');
  }
  return assertion;
}

function idOf({ attributes }: XmlElement): string {
  const id = attributes.get('ID') ?? '';
  if (!/^[A-Za-z_][\w.-]{0,255}$/.test(id)) throw invalid('Invalid SAML response');
  return id;
}

const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
const badSignature = () => invalid('Response signature invalid');
