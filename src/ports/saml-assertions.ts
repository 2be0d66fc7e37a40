import type { SamlAssertion } from '#domain/saml/assertion.ts';

/** A SAML response that a trusted key signed, wholly or its assertion alone. */
export interface VerifiedResponse {
  /** Only what a signature covers. */
  readonly assertion: SamlAssertion;
  /** What the response says of itself, which may be unsigned: it can be a reason to refuse, never one to believe. */
  readonly issuer: string | undefined;
  readonly destination: string | undefined;
}

/** Decides whether SAML responses are true. For whom they are, and whether in time, is the caller's to check. */
export interface SamlAssertions {
  /**
   * @param response XML in base64, as a browser would post it
   * @param certificates PEM, of the keys that are trusted; what the response says of keys is not looked at
   * @throws Failure `identityTokenInvalid` {reason}, `idpRejectedClaim` {reason}
   */
  verify(response: string, certificates: readonly string[]): Promise<VerifiedResponse>;
}
