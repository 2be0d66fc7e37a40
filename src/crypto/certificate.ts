import { X509Certificate } from 'node:crypto';

/** A certificate of a SAML identity provider, as signatures are held against it. */
export interface SigningCertificate {
  readonly pem: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * A certificate (base64 of DER) whose key can sign assertions: RSA of at least 1,024 bits, as IAM demands.
 * @returns undefined when it is none, or has another key
 */
export function signingCertificate(base64: string): SigningCertificate | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
    if (kind !== 'rsa' || (details?.modulusLength ?? 0) < 1_024) return undefined;
    return { pem: certificate.toString(), expiresAt: certificate.validToDate.getTime() };
  } catch {
    return undefined;
  }
}
