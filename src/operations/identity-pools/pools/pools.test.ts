import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../../../../test/support/engines.ts';
import { openIdentityWorld } from '../../../../test/support/identity-world.ts';
import { atOnce } from '../../../../test/support/records.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';
const everything = {
  IdentityPoolName: 'readers',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: true,
  SupportedLoginProviders: { 'accounts.google.com': 'app.apps.googleusercontent.com' },
  DeveloperProviderName: 'login.newsletter',
  OpenIdConnectProviderARNs: ['arn:aws:iam::000000000000:oidc-provider/login.example.com'],
  CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: 'app', ServerSideTokenCheck: false }],
  SamlProviderARNs: ['arn:aws:iam::000000000000:saml-provider/staff'],
  IdentityPoolTags: { team: 'news' },
};
const nothing = { IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false };
const notFound = (id: string) => refusal('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
const arnOf = (id: string) => `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${id}`;

suite('an identity pool is refused', () => {
  // ledger: CreateIdentityPool.IdentityPoolName honoured — 1 to 128 letters, digits, blanks and + = , . @ -
  test('with a name that AWS does not take', async () => {
    await using world = await openIdentityWorld();
    for (const IdentityPoolName of ['', 'a/b', 'x'.repeat(129)]) {
      const asked = world.id('CreateIdentityPool', { ...nothing, IdentityPoolName });
      await assert.rejects(asked, refusal('ValidationException', /at 'identityPoolName' failed to satisfy constraint/));
    }
    const unsaid = world.id('CreateIdentityPool', { IdentityPoolName: 'readers' } as never);
    await assert.rejects(unsaid, refusal('ValidationException', /'allowUnauthenticatedIdentities'.*must not be null/));
  });

  // ledger: CreateIdentityPool.IdentityPoolTags honoured — up to 50; aws: is AWS's own
  // ledger: UpdateIdentityPool.IdentityPoolTags differs — where they are left out the pool keeps its tags, so that Terraform's updates don't lose them
  test('with tags that are reserved or too many', async () => {
    await using world = await openIdentityWorld();
    const IdentityPoolTags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key-${n}`, 'x']));
    for (const tags of [{ 'aws:team': 'news' }, { 'a<b': 'x' }, IdentityPoolTags]) {
      const input = { ...nothing, IdentityPoolTags: tags };
      await assert.rejects(world.id('CreateIdentityPool', input), refusal('InvalidParameterException'));
      const IdentityPoolId = await world.identityPool();
      const update = world.id('UpdateIdentityPool', { ...input, IdentityPoolId });
      await assert.rejects(update, refusal('InvalidParameterException'));
    }
  });

  // ledger: CreateIdentityPool honoured — a thousand pools to a region
  test('as the thousand and first of its region', async () => {
    await using world = await openIdentityWorld();
    const IdentityPoolId = await world.identityPool();
    const pool = (await world.store.identityPools.find(IdentityPoolId))!;
    for (let n = 1; n < 1_000; n++) await world.store.identityPools.insert({ ...pool, id: `${pool.id}${n}` });
    await assert.rejects(world.identityPool(), refusal('LimitExceededException'));
    await world.id('CreateIdentityPool', nothing, { region: 'eu-west-1' });
  });

  // ledger: CreateIdentityPool.SupportedLoginProviders differs — Google, Facebook, Amazon and Apple are honoured; Twitter and Digits are refused
  // ledger: UpdateIdentityPool.SupportedLoginProviders differs — Google, Facebook, Amazon and Apple are honoured; Twitter and Digits are refused
  test('with a login provider whose tokens cannot be verified', async () => {
    await using world = await openIdentityWorld();
    const SupportedLoginProviders = { 'api.twitter.com': 'key;secret' };
    const asked = world.id('CreateIdentityPool', { ...nothing, SupportedLoginProviders });
    await assert.rejects(asked, refusal('InvalidParameterException', /refused rather than ignored/));
    const IdentityPoolId = await world.identityPool();
    const update = world.id('UpdateIdentityPool', { ...nothing, IdentityPoolId, SupportedLoginProviders });
    await assert.rejects(update, refusal('InvalidParameterException', /refused rather than ignored/));
  });

  // ledger: UpdateIdentityPool.DeveloperProviderName honoured — once set it stays, also where it is left out; another one is refused
  test('when the name of its developer provider is to be another', async () => {
    await using world = await openIdentityWorld();
    const { IdentityPoolId = '' } = await world.id('CreateIdentityPool', everything);
    const renamed = world.id('UpdateIdentityPool', { ...nothing, IdentityPoolId, DeveloperProviderName: 'other' });
    await assert.rejects(renamed, refusal('InvalidParameterException'));
    const kept = await world.id('UpdateIdentityPool', { ...nothing, IdentityPoolId });
    assert.equal(kept.DeveloperProviderName, 'login.newsletter');
    const OpenIdConnectProviderARNs = ['arn:aws:iam::000000000000:oidc-provider/login.newsletter'];
    const taken = world.id('UpdateIdentityPool', { ...nothing, IdentityPoolId, OpenIdConnectProviderARNs });
    await assert.rejects(taken, refusal('InvalidParameterException', /login.newsletter can not be the name/));
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  suite(`identity pools on ${engine}`, () => {
    // ledger: CreateIdentityPool.DeveloperProviderName honoured — kept and shown; no other provider may have its name
    // ledger: CreateIdentityPool.OpenIdConnectProviderARNs honoured — kept and shown; whether IAM knows the provider is looked at when it is used
    // ledger: CreateIdentityPool.SamlProviderARNs honoured — kept and shown
    // ledger: DescribeIdentityPool honoured — what was not set is left out
    test('are shown as they were made', async () => {
      await using world = await openIdentityWorld({ engine });
      const made = await world.id('CreateIdentityPool', everything);
      const { IdentityPoolId = '', ...shown } = made;
      assert.match(IdentityPoolId, /^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.deepEqual(shown, everything);
      assert.deepEqual(await world.id('DescribeIdentityPool', { IdentityPoolId }), made);
    });

    // ledger: CreateIdentityPool.AllowClassicFlow honoured — three states: absent allows the classic flow as true does, and is shown as absent
    // ledger: UpdateIdentityPool.AllowClassicFlow honoured — three states, as at creation
    test('know three answers to whether the classic flow is allowed', async () => {
      await using world = await openIdentityWorld({ engine });
      for (const AllowClassicFlow of [true, false, undefined]) {
        const { IdentityPoolId = '' } = await world.id('CreateIdentityPool', { ...nothing, AllowClassicFlow });
        const shown = await world.id('DescribeIdentityPool', { IdentityPoolId });
        assert.equal(shown.AllowClassicFlow, AllowClassicFlow);
        assert.equal('AllowClassicFlow' in shown, AllowClassicFlow !== undefined);
      }
    });

    // ledger: UpdateIdentityPool honoured — a replacement: what is left out returns to its default
    // ledger: UpdateIdentityPool.IdentityPoolName honoured — kept and shown
    // ledger: UpdateIdentityPool.AllowUnauthenticatedIdentities honoured — as at creation
    // ledger: UpdateIdentityPool.CognitoIdentityProviders honoured — as at creation
    // ledger: UpdateIdentityPool.OpenIdConnectProviderARNs honoured — as at creation
    // ledger: UpdateIdentityPool.SamlProviderARNs honoured — as at creation
    test('are replaced by an update, but for the developer provider and tags that are not named', async () => {
      await using world = await openIdentityWorld({ engine });
      const { IdentityPoolId = '' } = await world.id('CreateIdentityPool', everything);
      const { DeveloperProviderName, IdentityPoolTags } = everything;
      const update = { IdentityPoolId, IdentityPoolName: 'renamed', AllowUnauthenticatedIdentities: false };
      const expected = { ...update, DeveloperProviderName, IdentityPoolTags };
      assert.deepEqual(await world.id('UpdateIdentityPool', update), expected);
      assert.deepEqual(await world.id('DescribeIdentityPool', { IdentityPoolId }), expected);
      const empty = { SupportedLoginProviders: {}, CognitoIdentityProviders: [], SamlProviderARNs: [] };
      const untagged = await world.id('UpdateIdentityPool', { ...update, ...empty, IdentityPoolTags: {} });
      assert.deepEqual(untagged, { ...update, DeveloperProviderName, IdentityPoolTags: {} });
      assert.deepEqual(await world.id('UpdateIdentityPool', { ...everything, IdentityPoolId }), {
        ...everything,
        IdentityPoolId,
      });
    });

    test('lose no change when many are made at once', async () => {
      await using world = await openIdentityWorld({ engine });
      const IdentityPoolId = await world.identityPool();
      const ResourceArn = arnOf(IdentityPoolId);
      const results = await atOnce(4, (n) => world.id('TagResource', { ResourceArn, Tags: { [`key-${n}`]: 'x' } }));
      const done = results.filter((one) => one.status === 'fulfilled').length;
      const { Tags } = await world.id('ListTagsForResource', { ResourceArn });
      assert.equal(Object.keys(Tags!).length, done);
      for (const one of results) {
        if (one.status === 'rejected') assert.equal(one.reason.code, 'ConcurrentModificationException');
      }
    });

    // ledger: DeleteIdentityPool honoured — with its identities; credentials that were given out stay good until they expire
    test('are gone once they are deleted', async () => {
      await using world = await openIdentityWorld({ engine });
      const IdentityPoolId = await world.identityPool();
      assert.deepEqual(await world.id('DeleteIdentityPool', { IdentityPoolId }), {});
      for (const name of ['DescribeIdentityPool', 'DeleteIdentityPool', 'GetIdentityPoolRoles'] as const) {
        await assert.rejects(world.id(name, { IdentityPoolId }), notFound(IdentityPoolId));
      }
    });

    // ledger: ListIdentityPools honoured — those of the caller's region
    // ledger: ListIdentityPools.MaxResults honoured — 1 to 60
    // ledger: ListIdentityPools.NextToken honoured — good for this list and no other; a made-up one is refused
    test('are listed page by page, those of the region and no others', async () => {
      await using world = await openIdentityWorld({ engine });
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) ids.push(await world.identityPool({ IdentityPoolName: `pool ${n}` }));
      await world.id('CreateIdentityPool', nothing, { region: 'eu-west-1' });
      const seen: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await world.id('ListIdentityPools', { MaxResults: 2, NextToken });
        seen.push(...page.IdentityPools!.map((one) => one.IdentityPoolId!));
        NextToken = page.NextToken;
      } while (NextToken);
      assert.deepEqual(seen, ids.toSorted());
      const made = world.id('ListIdentityPools', { MaxResults: 2, NextToken: 'made-up' });
      await assert.rejects(made, refusal('InvalidParameterException', 'Invalid pagination token given.'));
      for (const MaxResults of [0, 61]) {
        await assert.rejects(world.id('ListIdentityPools', { MaxResults }), refusal('ValidationException'));
      }
    });

    // ledger: DescribeIdentityPool.IdentityPoolId honoured — a pool of another region than the caller's is not found
    // ledger: UpdateIdentityPool.IdentityPoolId honoured — as DescribeIdentityPool's
    // ledger: DeleteIdentityPool.IdentityPoolId honoured — as DescribeIdentityPool's
    test('are not there for other regions', async () => {
      await using world = await openIdentityWorld({ engine });
      const IdentityPoolId = await world.identityPool();
      const abroad = { region: 'eu-west-1' };
      await assert.rejects(world.id('DescribeIdentityPool', { IdentityPoolId }, abroad), notFound(IdentityPoolId));
      await assert.rejects(world.id('DeleteIdentityPool', { IdentityPoolId }, abroad), notFound(IdentityPoolId));
      await assert.rejects(world.id('DescribeIdentityPool', { IdentityPoolId: unknown }), notFound(unknown));
    });

    // ledger: cognito-identity:TagResource honoured — a key that is there gets the new value; 50 at most
    // ledger: cognito-identity:UntagResource honoured — a key that is not there makes no difference
    // ledger: cognito-identity:ListTagsForResource honoured — all of them, in one answer
    // ledger: cognito-identity:TagResource.ResourceArn honoured — that of an identity pool of this account and region
    // ledger: cognito-identity:TagResource.Tags honoured — aws: is AWS's own
    // ledger: cognito-identity:UntagResource.ResourceArn honoured — as TagResource's
    // ledger: cognito-identity:UntagResource.TagKeys honoured — those that are there
    // ledger: cognito-identity:ListTagsForResource.ResourceArn honoured — as TagResource's
    test('are tagged and untagged by their ARN', async () => {
      await using world = await openIdentityWorld({ engine });
      const IdentityPoolId = await world.identityPool({ IdentityPoolTags: { team: 'news', stage: 'test' } });
      const ResourceArn = arnOf(IdentityPoolId);
      await world.id('TagResource', { ResourceArn, Tags: { team: 'shop', owner: 'ada' } });
      await world.id('UntagResource', { ResourceArn, TagKeys: ['stage', 'nothing'] });
      const { Tags } = await world.id('ListTagsForResource', { ResourceArn });
      assert.deepEqual(Tags, { team: 'shop', owner: 'ada' });
      const { IdentityPoolTags } = await world.id('DescribeIdentityPool', { IdentityPoolId });
      assert.deepEqual(IdentityPoolTags, Tags);
      const many = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`key-${n}`, 'x']));
      await assert.rejects(world.id('TagResource', { ResourceArn, Tags: many }), refusal('InvalidParameterException'));
      const wrong = ['arn:aws:iam::000000000000:role/reader', arnOf('no id at all')];
      for (const arn of wrong) {
        const asked = world.id('ListTagsForResource', { ResourceArn: arn });
        await assert.rejects(asked, refusal('InvalidParameterException', `${arn} is not the ARN of an identity pool.`));
      }
      const foreign = ResourceArn.replace('000000000000', '123456789012');
      await assert.rejects(
        world.id('UntagResource', { ResourceArn: foreign, TagKeys: ['team'] }),
        notFound(IdentityPoolId),
      );
      await assert.rejects(world.id('ListTagsForResource', { ResourceArn: arnOf(unknown) }), notFound(unknown));
    });
  });
}
