import { Failure } from '#domain/failures.ts';
import { readAssertion } from '#domain/saml/assertion.ts';
import { checkResponseShape, type ResponseShape } from '#domain/saml/response-shape.ts';
import type { SamlAssertions } from '#ports/saml-assertions.ts';

/** The longest response that any operation takes, in characters of base64. */
const longestResponse = 100_000;

/** SAML responses, verified with node-saml, which is loaded when the first one comes: most servers never see one. */
export const nodeSamlAssertions = (): SamlAssertions => ({
  async verify(response, certificates) {
    const xml = decoded(response);
    const shape = checkResponseShape(xml);
    if (certificates.length === 0) throw badSignature();
    const assertion = readAssertion(await signedAssertion(xml, shape, certificates));
    if (assertion.id !== shape.assertionId) throw badSignature();
    return { assertion, issuer: shape.issuer, destination: shape.destination };
  },
});

/**
 * The XML of the assertion as its signature covers it. node-saml is asked for the signature alone: dates hang on a clock of
 * ours, and there is no request that an unasked-for response could be in answer to.
 */
async function signedAssertion(
  xml: string,
  { isResponseSigned, isAssertionSigned }: ResponseShape,
  certificates: readonly string[],
): Promise<string> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  const saml = new SAML({
    callbackUrl: 'https://localhost/saml',
    issuer: 'https://localhost/saml',
    idpCert: [...certificates],
    audience: false,
    acceptedClockSkewMs: -1,
    // Of two signatures both must be true.
    wantAuthnResponseSigned: isResponseSigned,
    wantAssertionsSigned: isAssertionSigned,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: noRequests,
  });
  try {
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    return profile!.getAssertionXml!();
  } catch {
    throw badSignature();
  }
}

const noRequests = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};

/** @throws Failure `identityTokenInvalid` */
function decoded(response: string): string {
  const base64 = response.length > longestResponse ? '' : response.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw badEncoding();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64')).replace(/\r\n?/g, '\n');
  } catch {
    throw badEncoding();
  }
}

const badEncoding = () => new Failure('identityTokenInvalid', { reason: 'Invalid base64 SAMLResponse' });
const badSignature = () => new Failure('identityTokenInvalid', { reason: 'Response signature invalid' });
