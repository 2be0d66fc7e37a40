import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { samlMetadata } from '../../../support/saml-metadata.ts';
import { openScene } from '../../sts/scene.ts';

const gone = { name: 'NoSuchEntityException' };
const thumbprint = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

suite('as Terraform’s aws_iam_openid_connect_provider', () => {
  test('a provider is made with and without thumbprints, its clients are added and removed, and it goes', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
      ClientIDList: ['sts.amazonaws.com'],
      Url: 'https://token.actions.githubusercontent.com',
      Tags: [{ Key: 'Name', Value: 'github' }],
    });
    const read = () => iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn });
    const made = await read();
    // The provider's schema ignores the scheme when it compares.
    assert.equal(made.Url, 'token.actions.githubusercontent.com');
    assert.deepEqual([made.ClientIDList, made.ThumbprintList], [['sts.amazonaws.com'], []]);
    await iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn, ThumbprintList: [thumbprint] });
    await iam.addClientIDToOpenIDConnectProvider({ ClientID: 'other', OpenIDConnectProviderArn });
    await iam.removeClientIDFromOpenIDConnectProvider({ ClientID: 'sts.amazonaws.com', OpenIDConnectProviderArn });
    await iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys: ['Name'] });
    await iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags: [{ Key: 'Team', Value: 'ci' }] });
    const changed = await read();
    assert.deepEqual([changed.ClientIDList, changed.ThumbprintList], [['other'], [thumbprint]]);
    assert.deepEqual(changed.Tags, [{ Key: 'Team', Value: 'ci' }]);
    await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });
    await assert.rejects(read(), gone);
    // Deleted once more, it is still gone.
    await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });
  });
});

suite('as Terraform’s aws_iam_saml_provider', () => {
  test('a provider is made, gets other metadata and tags, and goes', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const metadata = samlMetadata();
    const { SAMLProviderArn } = await iam.createSAMLProvider({
      Name: 'corp',
      SAMLMetadataDocument: metadata,
      Tags: [{ Key: 'Name', Value: 'corp' }],
    });
    const read = () => iam.getSAMLProvider({ SAMLProviderArn });
    assert.equal((await read()).SAMLMetadataDocument, metadata);
    const SAMLMetadataDocument = samlMetadata({ entityId: 'https://idp.example.com/other' });
    await iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument });
    await iam.untagSAMLProvider({ SAMLProviderArn, TagKeys: ['Name'] });
    await iam.tagSAMLProvider({ SAMLProviderArn, Tags: [{ Key: 'Team', Value: 'it' }] });
    const changed = await read();
    assert.deepEqual(
      [changed.SAMLMetadataDocument, changed.Tags],
      [SAMLMetadataDocument, [{ Key: 'Team', Value: 'it' }]],
    );
    assert.ok(changed.ValidUntil! > new Date());
    await iam.deleteSAMLProvider({ SAMLProviderArn });
    await assert.rejects(read(), gone);
    await assert.rejects(iam.deleteSAMLProvider({ SAMLProviderArn }), gone);
  });
});
