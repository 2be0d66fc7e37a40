import { Failure } from '../failures.ts';
import { signatureNamespace } from './namespaces.ts';
import { elementsOf, withDescendants, type XmlElement } from './xml.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * What signatures may be made with. SHA-1 is not among them, nor are keyed hashes, which anyone can make who knows the
 * certificate, nor any canonical form that keeps comments.
 */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  CanonicalizationMethod: [exclusive],
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
};

/**
 * Holds a signature to the one form that SAML needs: over the element it stands in, whole, by known algorithms. Source: SAML
 * 2.0 core §5.4.1–5.4.4. Whether it is a true one is for the verifier to say.
 * @param id that of the element it stands in
 * @throws Failure `identityTokenInvalid`
 */
export function checkSignatureShape(signature: XmlElement, id: string): void {
  const [info] = exactly(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo']);
  const [, , reference] = exactly(info!, ['CanonicalizationMethod', 'SignatureMethod', 'Reference']);
  if (reference!.attributes.get('URI') !== `#${id}`) throw refused();
  const [transforms] = exactly(reference!, ['Transforms', 'DigestMethod', 'DigestValue']);
  const [first, second] = exactly(transforms!, ['Transform', 'Transform']);
  if (first!.attributes.get('Algorithm') !== enveloped || second!.attributes.get('Algorithm') !== exclusive) {
    throw refused();
  }
  for (const { name, attributes } of withDescendants(info!)) {
    const known = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
    if (known && !known.includes(attributes.get('Algorithm') ?? '')) throw refused();
  }
}

/** The child elements, when they are these in this order, and maybe the others after them. */
function exactly(
  parent: XmlElement,
  needed: readonly string[],
  optional: readonly string[] = [],
): readonly XmlElement[] {
  const children = elementsOf(parent);
  const names = [...needed, ...optional].slice(0, Math.max(children.length, needed.length));
  const fits = children.length === names.length && children.every(({ name }, at) => name === names[at]);
  if (!fits || children.some(({ namespace }) => namespace !== signatureNamespace)) throw refused();
  return children;
}

const refused = () => new Failure('identityTokenInvalid', { reason: 'Response signature invalid' });
