import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { pendingImport } from './import-cases.ts';
import type { Scene } from './scene.ts';

const pool = async (scene: Scene, settings: Parameters<Scene['place']>[0] = {}) => ({
  UserPoolId: (await scene.place(settings)).UserPoolId,
});
const arn = async (scene: Scene) => {
  const { UserPool } = await scene.send('DescribeUserPool', await pool(scene));
  return { ResourceArn: UserPool!.Arn! };
};
async function tagged(scene: Scene) {
  const resource = await arn(scene);
  await scene.send('TagResource', { ...resource, Tags: { team: 'web' } });
  return resource;
}
const tagsOf = async (scene: Scene, { ResourceArn }: { ResourceArn: string }) => ({
  ...(await scene.send('ListTagsForResource', { ResourceArn })).Tags,
});
const noArn = { ResourceArn: 'arn:aws:iam::000000000000:role/reader' };
const noPool = { ResourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zzzzzzzzz' };
const noArnSays = `${noArn.ResourceArn} is not the ARN of a user pool.`;
const noPoolSays = 'User pool us-east-1_zzzzzzzzz does not exist.';

const lite = { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } } as const;
const beyondLite = 'Password history is not available in tier LITE.';
const reservedTag = { UserPoolTags: { 'aws:team': 'web' } };
const reserved = 'Tag keys can not begin with aws:, which is reserved: aws:team';
const importing = 'A user import job is in progress for this user pool.';
const CustomAttributes = [{ Name: 'shelf', AttributeDataType: 'String' as const }];

const readsNoTags = 'tags are kept with the pool, and reading them does not fail by itself';
const triedAgain = 'a change that comes second is tried again; only one that loses every time would say so';

/** Pools and their tags. */
export const poolCases: Cases = {
  CreateUserPool: {
    succeeds: async () => ({ PoolName: 'newsletter', UserPoolTags: { team: 'web' } }),
    answers({ UserPool }) {
      assert.match(UserPool!.Id!, /^us-east-1_[A-Za-z0-9]{9}$/);
      assert.deepEqual({ ...UserPool!.UserPoolTags }, { team: 'web' });
    },
    refuses: {
      FeatureUnavailableInTier: { [beyondLite]: async () => ({ PoolName: 'lite', ...lite }) },
      InvalidParameter: {
        "1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint: *": async () => ({
          PoolName: 'a/b',
        }),
        'MfaConfiguration ON is not supported by this server yet, so it is refused rather than ignored.': async () => ({
          PoolName: 'mfa',
          MfaConfiguration: 'ON',
        }),
      },
      UserPoolTagging: { [reserved]: async () => ({ PoolName: 'tagged', ...reservedTag }) },
    },
    never: {
      LimitExceeded: 'takes a thousand pools; create-user-pool.test.ts has them',
      TierChangeNotAllowed: 'a new pool has no tier to change from',
    },
  },
  DescribeUserPool: {
    succeeds: pool,
    answers: ({ UserPool }) => assert.ok(UserPool!.SchemaAttributes!.some(({ Name }) => Name === 'email')),
    never: { UserPoolTagging: readsNoTags },
  },
  UpdateUserPool: {
    succeeds: async (scene) => ({ ...(await pool(scene)), PoolName: 'renamed' }),
    async answers(_, scene, input) {
      assert.equal((await scene.send('DescribeUserPool', input)).UserPool!.Name, 'renamed');
    },
    refuses: {
      FeatureUnavailableInTier: { [beyondLite]: async (scene) => ({ ...(await pool(scene)), ...lite }) },
      TierChangeNotAllowed: {
        async 'App client * uses ALLOW_USER_AUTH, which is not available in tier LITE.'(scene) {
          const { UserPoolId } = await scene.client(await scene.place(), { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] });
          return { UserPoolId, UserPoolTier: 'LITE' };
        },
      },
      UserImportInProgress: { [importing]: pendingImport },
      UserPoolTagging: { [reserved]: async (scene) => ({ ...(await pool(scene)), ...reservedTag }) },
    },
    never: { ConcurrentModification: triedAgain },
  },
  DeleteUserPool: {
    succeeds: pool,
    async answers(_, scene, input) {
      await assert.rejects(scene.send('DescribeUserPool', input), { name: 'ResourceNotFoundException' });
    },
    refuses: {
      InvalidParameter: {
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.':
          (scene) => pool(scene, { DeletionProtection: 'ACTIVE' }),
      },
      UserImportInProgress: { [importing]: pendingImport },
    },
  },
  ListUserPools: {
    succeeds: async (scene) => ({ ...((await scene.place()) && {}), MaxResults: 1 }),
    answers: ({ UserPools }) => assert.equal(UserPools!.length, 1),
    refuses: {
      InvalidParameter: {
        "1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60":
          async () => ({ MaxResults: 61 }),
        'Invalid pagination token given.': async () => ({ MaxResults: 1, NextToken: 'made-up' }),
      },
    },
  },
  AddCustomAttributes: {
    succeeds: async (scene) => ({ ...(await pool(scene)), CustomAttributes }),
    async answers(_, scene, input) {
      const { UserPool } = await scene.send('DescribeUserPool', input);
      assert.equal(UserPool!.SchemaAttributes!.at(-1)!.Name, 'custom:shelf');
    },
    refuses: {
      InvalidParameter: {
        'custom:shelf: Existing attribute already has name custom:shelf.': async (scene) => {
          const input = { ...(await pool(scene)), CustomAttributes };
          await scene.send('AddCustomAttributes', input);
          return input;
        },
      },
      UserImportInProgress: {
        [importing]: async (scene) => ({ ...(await pendingImport(scene)), CustomAttributes }),
      },
    },
  },
  GetUserPoolMfaConfig: {
    succeeds: pool,
    answers: ({ MfaConfiguration }) => assert.equal(MfaConfiguration, 'OFF'),
  },
  SetUserPoolMfaConfig: {
    succeeds: async (scene) => ({ ...(await pool(scene)), MfaConfiguration: 'OFF' }),
    answers: ({ MfaConfiguration }) => assert.equal(MfaConfiguration, 'OFF'),
    refuses: {
      InvalidParameter: {
        "Invalid MFA configuration given, can't disable all MFAs and require MFA at the same time.": async (scene) => ({
          ...(await pool(scene)),
          MfaConfiguration: 'ON',
        }),
      },
    },
    never: {
      ConcurrentModification: 'it changes nothing yet',
      FeatureUnavailableInTier: 'second factors are not built',
    },
  },
  TagResource: {
    succeeds: async (scene) => ({ ...(await arn(scene)), Tags: { team: 'web' } }),
    answers: async (_, scene, input) => assert.deepEqual(await tagsOf(scene, input), { team: 'web' }),
    refuses: {
      InvalidParameter: {
        [noArnSays]: async () => ({ ...noArn, Tags: { team: 'web' } }),
        [reserved]: async (scene) => ({ ...(await arn(scene)), Tags: { 'aws:team': 'web' } }),
      },
      ResourceNotFound: { [noPoolSays]: async () => ({ ...noPool, Tags: { team: 'web' } }) },
    },
  },
  UntagResource: {
    succeeds: async (scene) => ({ ...(await tagged(scene)), TagKeys: ['team'] }),
    answers: async (_, scene, input) => assert.deepEqual(await tagsOf(scene, input), {}),
    refuses: {
      InvalidParameter: { [noArnSays]: async () => ({ ...noArn, TagKeys: ['team'] }) },
      ResourceNotFound: { [noPoolSays]: async () => ({ ...noPool, TagKeys: ['team'] }) },
    },
  },
  ListTagsForResource: {
    succeeds: tagged,
    answers: ({ Tags }) => assert.deepEqual({ ...Tags }, { team: 'web' }),
    refuses: {
      InvalidParameter: { [noArnSays]: async () => noArn },
      ResourceNotFound: { [noPoolSays]: async () => noPool },
    },
  },
};
