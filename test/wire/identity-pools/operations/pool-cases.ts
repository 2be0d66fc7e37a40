import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { arnOf, type Scene } from './scene.ts';

const named = async (scene: Scene, more: object = {}) => ({
  ...{ IdentityPoolName: scene.fresh('pool'), AllowUnauthenticatedIdentities: false },
  ...more,
});
const pool = async (scene: Scene) => ({ IdentityPoolId: await scene.pool() });
const newPool = async (scene: Scene) => ({ IdentityPoolId: await scene.pool({}) });
const changed = async (scene: Scene, more: object = {}) => ({
  ...(await newPool(scene)),
  ...(await named(scene, more)),
});
const tagged = async (scene: Scene) => ({
  ResourceArn: arnOf(await scene.pool({ IdentityPoolTags: { team: 'news', stage: 'test' } })),
});
const tagsOf = async (scene: Scene, { ResourceArn }: { ResourceArn: string }) => ({
  ...(await scene.send('ListTagsForResource', { ResourceArn })).Tags,
});

const invalidProvider = 'Invalid Cognito Identity Provider';
const incomplete = { CognitoIdentityProviders: [{ ClientId: 'app' }] };
const tooMany = 'An identity pool can have no more than 50 user pool clients.';
const ProviderName = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';
const clients = {
  CognitoIdentityProviders: Array.from({ length: 51 }, (_, n) => ({ ProviderName, ClientId: `app${n}` })),
};
const reservedTags = { IdentityPoolTags: { 'aws:team': 'news' } };
const reserved = 'Tag keys can not begin with aws:, which is reserved: aws:team';
const twitter = { SupportedLoginProviders: { 'api.twitter.com': 'key;secret' } };
const refusedTwitter =
  'SupportedLoginProviders.api.twitter.com is not supported by this server yet, so it is refused rather than ignored.';
const onlyConstraints =
  'what breaks a constraint is answered ValidationException, and nothing else can be wrong with it';
const namesRepeat = 'names of pools need not differ';

/** Pools and their tags. */
export const poolCases: Cases = {
  CreateIdentityPool: {
    succeeds: (scene) => named(scene, { AllowClassicFlow: false, IdentityPoolTags: { team: 'news' } }),
    answers(answer, _, input) {
      const { IdentityPoolId, IdentityPoolTags, ...rest } = answer;
      assert.match(IdentityPoolId!, /^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.deepEqual({ ...IdentityPoolTags }, { team: 'news' });
      assert.equal(rest.IdentityPoolName, input.IdentityPoolName);
      assert.equal(rest.AllowClassicFlow, false);
    },
    refuses: {
      InvalidParameter: {
        [invalidProvider]: (scene) => named(scene, incomplete),
        [reserved]: (scene) => named(scene, reservedTags),
        [refusedTwitter]: (scene) => named(scene, twitter),
      },
      LimitExceeded: { [tooMany]: (scene) => named(scene, clients) },
    },
    never: { ResourceConflict: namesRepeat },
  },
  DescribeIdentityPool: {
    succeeds: pool,
    answers: ({ AllowClassicFlow, DeveloperProviderName, CognitoIdentityProviders }) => {
      assert.equal(AllowClassicFlow, undefined);
      assert.equal(DeveloperProviderName, 'login.newsletter');
      assert.equal(CognitoIdentityProviders!.length, 2);
    },
    never: { InvalidParameter: onlyConstraints },
  },
  UpdateIdentityPool: {
    succeeds: (scene) => changed(scene, { AllowClassicFlow: true }),
    async answers(answer, scene, { IdentityPoolId, IdentityPoolName }) {
      const { $metadata: _, ...shown } = (await scene.send('DescribeIdentityPool', { IdentityPoolId })) as object & {
        $metadata?: unknown;
      };
      assert.partialDeepStrictEqual(shown, { IdentityPoolName, AllowClassicFlow: true });
      assert.equal(answer.CognitoIdentityProviders, undefined);
      assert.equal(answer.DeveloperProviderName, 'login.newsletter');
    },
    refuses: {
      InvalidParameter: {
        [invalidProvider]: (scene) => changed(scene, incomplete),
        [reserved]: (scene) => changed(scene, reservedTags),
        [refusedTwitter]: (scene) => changed(scene, twitter),
        'The name of the developer provider can not be changed.': (scene) =>
          changed(scene, { DeveloperProviderName: 'another' }),
      },
      LimitExceeded: { [tooMany]: (scene) => changed(scene, clients) },
    },
    never: { ResourceConflict: namesRepeat },
  },
  DeleteIdentityPool: {
    succeeds: newPool,
    async answers(_, scene, input) {
      await assert.rejects(scene.send('DescribeIdentityPool', input), { name: 'ResourceNotFoundException' });
    },
    never: { InvalidParameter: onlyConstraints },
  },
  ListIdentityPools: {
    async succeeds(scene) {
      await newPool(scene);
      await newPool(scene);
      return { MaxResults: 1 };
    },
    async answers({ IdentityPools, NextToken }, scene) {
      assert.deepEqual(Object.keys(IdentityPools![0]!).toSorted(), ['IdentityPoolId', 'IdentityPoolName']);
      const next = await scene.send('ListIdentityPools', { MaxResults: 1, NextToken });
      assert.notEqual(next.IdentityPools![0]!.IdentityPoolId, IdentityPools![0]!.IdentityPoolId);
    },
    never: { ResourceNotFound: 'a list names nothing that could be missing' },
  },
  TagResource: {
    succeeds: async (scene) => ({ ...(await tagged(scene)), Tags: { team: 'shop' } }),
    answers: async (_, scene, input) => assert.deepEqual(await tagsOf(scene, input), { team: 'shop', stage: 'test' }),
    refuses: {
      InvalidParameter: { [reserved]: async (scene) => ({ ...(await tagged(scene)), Tags: { 'aws:team': 'news' } }) },
    },
  },
  UntagResource: {
    succeeds: async (scene) => ({ ...(await tagged(scene)), TagKeys: ['team', 'nothing'] }),
    answers: async (_, scene, input) => assert.deepEqual(await tagsOf(scene, input), { stage: 'test' }),
  },
  ListTagsForResource: {
    succeeds: tagged,
    answers: ({ Tags }) => assert.deepEqual({ ...Tags }, { team: 'news', stage: 'test' }),
  },
};
