import type { Claims } from './signing-keys.ts';

/** What an access token of Facebook or Amazon stands for, as its issuer says. */
export interface AccessTokenFacts {
  /** The application it was issued to. */
  readonly appId: string;
  readonly userId: string;
}

/** The issuers whose access tokens are looked up at the issuer; every other one signs what it issues. */
export type AccessTokenIssuer = 'graph.facebook.com' | 'www.amazon.com';

/**
 * Issuers elsewhere, reached over HTTP. Addresses come from administrators, so they are guarded: only HTTPS in
 * production, no private addresses unless allowed, bounded in time and size.
 */
export interface TokenIssuers {
  /**
   * The claims of a JWT that one of the issuer's published keys signed (RS256–512, ES256–512); undefined otherwise.
   * Issuer, dates and audience are the caller's to check.
   * @param issuer its URL: `https://accounts.google.com`
   * @param trust certificates (SHA-1) that vouch for it where no authority does, as IAM keeps them with a provider
   * @throws Failure `issuerUnreachable` when the keys cannot be had, `issuerCertificate` when nothing vouches for the host
   */
  verify(
    issuer: string,
    token: string,
    trust?: { readonly thumbprints?: readonly string[] | undefined },
  ): Promise<Claims | undefined>;
  /**
   * @returns undefined for a token that the issuer does not accept
   * @throws Failure `issuerUnreachable`
   */
  lookUp(issuer: AccessTokenIssuer, accessToken: string): Promise<AccessTokenFacts | undefined>;
}
