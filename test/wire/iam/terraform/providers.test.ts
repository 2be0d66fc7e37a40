import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { samlMetadata } from '../../../support/saml-metadata.ts';
import { openScene } from '../../sts/scene.ts';

const gone = { name: 'NoSuchEntityException' };
const thumbprint = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

suite('as Terraform’s aws_iam_openid_connect_provider', () => {
  // ledger: iam:CreateOpenIDConnectProvider honoured — a hundred at most; the provider is first called when a token comes from it
  // ledger: iam:CreateOpenIDConnectProvider.Url differs — https without port and query, as on AWS; this server's own issuers too, and in development any
  // ledger: iam:CreateOpenIDConnectProvider.ClientIDList honoured — the audiences whose tokens are taken; a hundred at most
  // ledger: iam:CreateOpenIDConnectProvider.ThumbprintList honoured — where there are some, the certificate of the keys' host must be one of them
  // ledger: iam:CreateOpenIDConnectProvider.Tags honoured — need iam:TagOpenIDConnectProvider besides
  // ledger: iam:GetOpenIDConnectProvider honoured — the URL without its scheme
  // ledger: iam:AddClientIDToOpenIDConnectProvider honoured — twice changes nothing; a hundred at most
  // ledger: iam:RemoveClientIDFromOpenIDConnectProvider honoured — one that is not there is no error
  // ledger: iam:UpdateOpenIDConnectProviderThumbprint honoured — replaces all of them, with one at least
  // ledger: iam:TagOpenIDConnectProvider honoured — a tag takes the place of the one with the same key in another case
  // ledger: iam:UntagOpenIDConnectProvider honoured — keys in whatever case; one that is not there is no error
  // ledger: iam:DeleteOpenIDConnectProvider honoured — one that is not there is no error
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
  // ledger: iam:CreateSAMLProvider honoured — a hundred at most
  // ledger: iam:CreateSAMLProvider.SAMLMetadataDocument honoured — must be readable, with the certificates of its identity provider
  // ledger: iam:CreateSAMLProvider.Tags honoured — need iam:TagSAMLProvider besides
  // ledger: iam:GetSAMLProvider honoured — the document as it was given; ValidUntil is its own or its last certificate's
  // ledger: iam:UpdateSAMLProvider honoured — without a document the old one stays
  // ledger: iam:TagSAMLProvider honoured — a tag takes the place of the one with the same key in another case
  // ledger: iam:UntagSAMLProvider honoured — keys in whatever case; one that is not there is no error
  // ledger: iam:DeleteSAMLProvider honoured — roles that trust it are kept
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
