import { certificateExpiry } from '#crypto/certificate.ts';
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
 * @throws Failure `invalidInput` when it cannot be read
 */
export function metadataExpiry(document: string): number {
  const { certificates, validUntil } = readSamlMetadata(document);
  const expiries = certificates.map(certificateExpiry).filter((expiry) => expiry !== undefined);
  if (expiries.length < certificates.length) throw new Failure('invalidInput', { reason: 'Could not parse metadata' });
  return validUntil ?? Math.max(...expiries);
}
