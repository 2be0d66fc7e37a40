import { selfSigned } from './self-signed.ts';

/** The base64 of a certificate's DER, as it stands in metadata. */
export const certificateText = (pem = selfSigned({ rsaBits: 2_048 }).cert): string =>
  pem.replace(/-----[A-Z ]+-----|\s/g, '');

/** The metadata document of an identity provider, of a length that IAM takes. */
export const samlMetadata = ({
  entityId = 'https://idp.example.com/saml',
  certificates = [certificateText()],
  attributes = '',
}: { entityId?: string; certificates?: readonly string[]; attributes?: string } = {}): string =>
  `<?xml version="1.0"?>
<!-- ${'Metadata of an identity provider. '.repeat(20)} -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"${attributes}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${certificates
  .map(
    (text) =>
      `    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>\n${text}\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  )
  .join('\n')}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
