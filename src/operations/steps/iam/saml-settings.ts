import { signingCertificate } from '#crypto/certificate.ts';
import { Failure } from '#domain/failures.ts';
import { readSamlMetadata } from '#domain/iam/saml-metadata.ts';

interface EncryptionSettings {
  readonly AssertionEncryptionMode?: unknown;
  readonly AddPrivateKey?: unknown;
  readonly RemovePrivateKey?: unknown;
}

/** Encrypted assertions are not read. @throws Failure `notHonoured` */
export function refuseEncryption(input: EncryptionSettings): void {
  for (const setting of ['AssertionEncryptionMode', 'AddPrivateKey', 'RemovePrivateKey'] as const) {
    if (input[setting] !== undefined) throw new Failure('notHonoured', { setting });
  }
}

/**
 * When a metadata document runs out: as it says itself, or with the last of its certificates.
 * @throws Failure `invalidInput` when it cannot be read, or one of its certificates cannot verify anything
 */
export function metadataExpiry(document: string): number {
  const { certificates, validUntil } = readSamlMetadata(document);
  const usable = certificates.map(signingCertificate).filter((certificate) => certificate !== undefined);
  if (usable.length < certificates.length) throw new Failure('invalidInput', { reason: 'Could not parse metadata' });
  return validUntil ?? Math.max(...usable.map(({ expiresAt }) => expiresAt));
}
