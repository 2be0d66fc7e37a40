import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CreateSAMLProviderCommandInput, UpdateSAMLProviderCommandInput } from '@aws-sdk/client-iam';
import { samlMetadata } from '../../support/saml-metadata.ts';
import { openScene } from '../sts/scene.ts';

const notHonoured = (setting: string) => ({
  name: 'ValidationError',
  message: `${setting} is not supported by this server yet, so it is refused rather than ignored.`,
});

suite('what IAM does not do here', () => {
  // ledger: iam:CreateSAMLProvider.AssertionEncryptionMode refused — encrypted assertions are not read
  // ledger: iam:CreateSAMLProvider.AddPrivateKey refused — encrypted assertions are not read
  // ledger: iam:UpdateSAMLProvider.AssertionEncryptionMode refused — encrypted assertions are not read
  // ledger: iam:UpdateSAMLProvider.AddPrivateKey refused — encrypted assertions are not read
  // ledger: iam:UpdateSAMLProvider.RemovePrivateKey refused — encrypted assertions are not read
  test('is refused with the setting’s name, and nothing is made or changed', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const SAMLMetadataDocument = samlMetadata();
    const making: readonly Partial<CreateSAMLProviderCommandInput>[] = [
      { AssertionEncryptionMode: 'Required' },
      { AddPrivateKey: 'key' },
    ];
    for (const more of making) {
      const asked = iam.createSAMLProvider({ Name: 'corp', SAMLMetadataDocument, ...more });
      await assert.rejects(asked, notHonoured(Object.keys(more)[0]!));
    }
    assert.deepEqual((await iam.listSAMLProviders({})).SAMLProviderList, []);

    const { SAMLProviderArn } = await iam.createSAMLProvider({ Name: 'corp', SAMLMetadataDocument });
    const changing: readonly Partial<UpdateSAMLProviderCommandInput>[] = [
      { AssertionEncryptionMode: 'Allowed' },
      { AddPrivateKey: 'key' },
      { RemovePrivateKey: 'A'.repeat(22) },
    ];
    for (const more of changing) {
      const asked = iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument: samlMetadata(), ...more });
      await assert.rejects(asked, notHonoured(Object.keys(more)[0]!));
    }
    assert.equal((await iam.getSAMLProvider({ SAMLProviderArn })).SAMLMetadataDocument, SAMLMetadataDocument);
  });

  // ledger: iam:UpdateAccessKey.Status differs — Active or Inactive; keys do not expire, so that Expired is refused
  test('no key is made one that has expired', async () => {
    await using scene = await openScene();
    const { accessKeyId: AccessKeyId } = await scene.user('ada');
    await assert.rejects(scene.iam.updateAccessKey({ UserName: 'ada', AccessKeyId, Status: 'Expired' }), {
      name: 'ValidationError',
      message: 'The status of a key is Active or Inactive.',
    });
  });

  test('the last key of the account’s root can be neither switched off nor deleted', async () => {
    await using scene = await openScene();
    const { accessKeyId: AccessKeyId } = scene.server.credentials;
    await assert.rejects(scene.iam.updateAccessKey({ AccessKeyId, Status: 'Inactive' }), { name: 'ValidationError' });
    await assert.rejects(scene.iam.deleteAccessKey({ AccessKeyId }), { name: 'DeleteConflictException' });
    await scene.iam.listUsers({});
  });
});
