import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { samlMetadata } from '../../support/saml-metadata.ts';
import { openScene } from '../sts/scene.ts';

suite('an account', () => {
  // ledger: iam:ListOpenIDConnectProviders honoured — all of them, without pages, as on AWS
  test('has at most a hundred OpenID Connect providers', async () => {
    await using scene = await openScene();
    const create = (number: number) =>
      scene.iam.createOpenIDConnectProvider({ Url: `https://idp${number}.example.com` });
    for (let number = 0; number < 100; number++) await create(number);
    await assert.rejects(create(100), {
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    });
    const { OpenIDConnectProviderList } = await scene.iam.listOpenIDConnectProviders({});
    assert.equal(OpenIDConnectProviderList!.length, 100);
  });

  // ledger: iam:ListSAMLProviders honoured — all of them, without pages, as on AWS
  // ledger: iam:ListSAMLProviderTags honoured — by key, in pages
  test('has at most a hundred SAML providers', async () => {
    await using scene = await openScene();
    const SAMLMetadataDocument = samlMetadata();
    const create = (number: number) => scene.iam.createSAMLProvider({ Name: `corp${number}`, SAMLMetadataDocument });
    for (let number = 0; number < 100; number++) await create(number);
    await assert.rejects(create(100), {
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for SAMLProvidersPerAccount: 100',
    });
    const { SAMLProviderList } = await scene.iam.listSAMLProviders({});
    assert.equal(SAMLProviderList!.length, 100);
    const [{ Arn: SAMLProviderArn } = {}] = SAMLProviderList!;
    await scene.iam.tagSAMLProvider({ SAMLProviderArn, Tags: ['b', 'a'].map((Key) => ({ Key, Value: '' })) });
    const page = await scene.iam.listSAMLProviderTags({ SAMLProviderArn, MaxItems: 1 });
    assert.deepEqual([page.Tags, page.IsTruncated], [[{ Key: 'a', Value: '' }], true]);
  });
});
