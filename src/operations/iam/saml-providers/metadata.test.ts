import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openIamWorld } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { certificateText, samlMetadata } from '../../../../test/support/saml-metadata.ts';
import { selfSigned } from '../../../../test/support/self-signed.ts';

suite('a SAML provider is refused', () => {
  test('whose metadata has a certificate that verifies no assertion', async () => {
    await using world = await openIamWorld();
    const good = certificateText();
    for (const pem of [selfSigned().cert, selfSigned({ rsaBits: 512 }).cert, 'AAAA']) {
      const SAMLMetadataDocument = samlMetadata({ certificates: [good, certificateText(pem)] });
      await assert.rejects(
        world.iam('CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument }),
        refusal('InvalidInput', 'Could not parse metadata'),
      );
    }
    await world.iam('CreateSAMLProvider', {
      Name: 'corp',
      SAMLMetadataDocument: samlMetadata({ certificates: [good] }),
    });
  });

  // ledger: CreateSAMLProvider.AssertionEncryptionMode refused — encrypted assertions are not read
  // ledger: CreateSAMLProvider.AddPrivateKey refused — encrypted assertions are not read
  // ledger: UpdateSAMLProvider.AssertionEncryptionMode refused — encrypted assertions are not read
  // ledger: UpdateSAMLProvider.AddPrivateKey refused — encrypted assertions are not read
  // ledger: UpdateSAMLProvider.RemovePrivateKey refused — there are none
  test('that is to encrypt its assertions', async () => {
    await using world = await openIamWorld();
    const SAMLMetadataDocument = samlMetadata();
    const { SAMLProviderArn = '' } = await world.iam('CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument });
    const unread = refusal('InvalidParameterException', /is not supported by this server yet/);
    for (const encryption of [{ AssertionEncryptionMode: 'Required' }, { AddPrivateKey: 'x' }] as const) {
      await assert.rejects(
        world.iam('CreateSAMLProvider', { Name: 'other', SAMLMetadataDocument, ...encryption }),
        unread,
      );
      await assert.rejects(world.iam('UpdateSAMLProvider', { SAMLProviderArn, ...encryption }), unread);
    }
    const RemovePrivateKey = 'A'.repeat(22);
    await assert.rejects(world.iam('UpdateSAMLProvider', { SAMLProviderArn, RemovePrivateKey }), unread);
  });
});
