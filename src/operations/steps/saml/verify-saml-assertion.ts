import { Failure } from '#domain/failures.ts';
import type { SamlAssertion } from '#domain/saml/assertion.ts';
import { isOurAddress, requireUsable } from '#domain/saml/usable.ts';
import type { ReadySamlProvider } from '#ports/iam.ts';
import type { Uses } from '../../operation.ts';

/**
 * What a SAML response says, once it is certain that the provider signed it, for us, and that it is in time.
 * @param response XML in base64
 * @throws Failure `identityTokenInvalid`, `identityTokenExpired`, `idpRejectedClaim`
 */
export async function verifySamlAssertion(
  { samlAssertions, clock, settings }: Uses<'samlAssertions' | 'clock' | 'settings'>,
  { provider, issuer, certificates }: ReadySamlProvider,
  response: string,
): Promise<SamlAssertion> {
  const now = clock.now();
  // What has run out is not believed any more: neither the metadata nor a certificate in it.
  const current = provider.validUntil > now ? certificates.filter(({ expiresAt }) => expiresAt > now) : [];
  const verified = await samlAssertions.verify(
    response,
    current.map(({ pem }) => pem),
  );
  const { publicUrl } = settings;
  requireUsable(verified.assertion, { issuer, publicUrl, now });
  if (verified.issuer !== undefined && verified.issuer !== issuer)
    throw invalid('Issuer not present in specified provider');
  if (verified.destination !== undefined && !isOurAddress(verified.destination, publicUrl)) {
    throw invalid('Destination of the response is not this service');
  }
  return verified.assertion;
}

const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
