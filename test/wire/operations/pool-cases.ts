import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const pool = async (scene: Scene, settings?: Parameters<Scene['place']>[0]) => ({ UserPoolId: (await scene.place(settings)).UserPoolId });
const own = (scene: Scene) => pool(scene, { PoolName: 'own' });
const client = async (scene: Scene) => {
  const { UserPoolId, ClientId } = await scene.place({ PoolName: 'own' });
  return { UserPoolId, ClientId };
};
const secretive = async (scene: Scene) => {
  const { UserPoolId, ClientId } = await scene.client(await scene.place(), { GenerateSecret: true });
  return { UserPoolId, ClientId };
};
const arn = async (scene: Scene) => {
  const { UserPool } = await scene.send('DescribeUserPool', await own(scene));
  return { ResourceArn: UserPool!.Arn! };
};
const noPool = { ResourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zzzzzzzzz' };
const importing = async (scene: Scene) => {
  const { UserPoolId } = await own(scene);
  const { UserImportJob } = await scene.send('CreateUserImportJob', { UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: role });
  return { UserPoolId, JobId: UserImportJob!.JobId!, url: UserImportJob!.PreSignedUrl! };
};
/** A pool whose import job is started and cannot be through before the next call. */
const underImport = async (scene: Scene) => {
  const { UserPoolId, JobId, url } = await importing(scene);
  const { CSVHeader } = await scene.send('GetCSVHeader', { UserPoolId });
  const columns = CSVHeader!;
  const row = (index: number) =>
    columns.map((column) => ({ 'cognito:username': `imported${index}`, email: `i${index}@example.com`, email_verified: 'TRUE', phone_number_verified: 'FALSE', 'cognito:mfa_enabled': 'FALSE' })[column] ?? '').join(',');
  const body = [columns.join(','), ...Array.from({ length: 20_000 }, (_, index) => row(index))].join('\n');
  const uploaded = await fetch(url, { method: 'PUT', body });
  assert.ok(uploaded.ok, await uploaded.text());
  await scene.send('StartUserImportJob', { UserPoolId, JobId });
  return { UserPoolId };
};
const role = 'arn:aws:iam::000000000000:role/logs';
const manyPools = 'takes a thousand pools; the rule has a test of its own';
const tagging = 'tags are held against the rules of the request; there is no tagging service that could fail';
const oneAtATime = 'two changes of one pool or client at the same moment take turns';

/** Pools, their clients, tags and import jobs. */
export const poolCases: Cases = {
  CreateUserPool: {
    succeeds: async () => ({ PoolName: 'newsletter', UserPoolTags: { team: 'web' } }),
    answers: ({ UserPool }) => assert.match(UserPool!.Id!, /^us-east-1_[A-Za-z0-9]{9}$/),
    refuses: { FeatureUnavailableInTier: async () => ({ PoolName: 'lite', UserPoolTier: 'LITE', Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } } }) },
    never: { LimitExceeded: manyPools, TierChangeNotAllowed: 'a new pool has no tier to change from', UserPoolTagging: 'tags that are too many or too long break the contract first' },
  },
  DescribeUserPool: {
    succeeds: own,
    answers: ({ UserPool }) => assert.ok(UserPool!.SchemaAttributes!.some(({ Name }) => Name === 'email')),
    never: { UserPoolTagging: tagging },
  },
  UpdateUserPool: {
    succeeds: async (scene) => ({ ...(await own(scene)), AutoVerifiedAttributes: ['email'], DeletionProtection: 'INACTIVE' }),
    refuses: {
      FeatureUnavailableInTier: async (scene) => ({ ...(await own(scene)), UserPoolTier: 'LITE', Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } } }),
      UserImportInProgress: underImport,
    },
    never: { ConcurrentModification: oneAtATime, TierChangeNotAllowed: 'a downgrade that loses a feature is refused by that feature', UserPoolTagging: tagging },
  },
  DeleteUserPool: { succeeds: own, refuses: { UserImportInProgress: underImport, InvalidParameter: (scene) => pool(scene, { DeletionProtection: 'ACTIVE' }) } },
  ListUserPools: { succeeds: async (scene) => (await own(scene), { MaxResults: 1 }), answers: ({ UserPools }) => assert.equal(UserPools!.length, 1), refuses: { InvalidParameter: async () => ({ MaxResults: 61 }) } },
  AddCustomAttributes: {
    succeeds: async (scene) => ({ ...(await own(scene)), CustomAttributes: [{ Name: 'tier', AttributeDataType: 'String' }] }),
    refuses: { UserImportInProgress: async (scene) => ({ ...(await underImport(scene)), CustomAttributes: [{ Name: 'tier', AttributeDataType: 'String' }] }) },
  },
  GetUserPoolMfaConfig: { succeeds: own, answers: ({ MfaConfiguration }) => assert.equal(MfaConfiguration, 'OFF') },
  SetUserPoolMfaConfig: {
    succeeds: async (scene) => ({ ...(await own(scene)), MfaConfiguration: 'OFF' }),
    refuses: { InvalidParameter: async (scene) => ({ ...(await own(scene)), MfaConfiguration: 'ON' }) },
    never: { ConcurrentModification: oneAtATime, FeatureUnavailableInTier: 'second factors are not built' },
  },
  CreateUserPoolClient: {
    succeeds: async (scene) => ({ ...(await pool(scene)), ClientName: 'web', GenerateSecret: true }),
    answers: ({ UserPoolClient }) => assert.match(UserPoolClient!.ClientSecret!, /^[a-z0-9]{51,52}$/),
    refuses: {
      InvalidOAuthFlow: async (scene) => ({ ...(await pool(scene)), ClientName: 'm2m', AllowedOAuthFlows: ['client_credentials', 'code'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid'], CallbackURLs: ['https://example.com'], GenerateSecret: true }),
      ScopeDoesNotExist: async (scene) => ({ ...(await pool(scene)), ClientName: 'web', AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['articles/read'], CallbackURLs: ['https://example.com'] }),
      FeatureUnavailableInTier: async (scene) => ({ ...(await pool(scene, { UserPoolTier: 'LITE' })), ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }),
    },
    never: { LimitExceeded: 'takes a thousand clients; the rule has a test of its own' },
  },
  DescribeUserPoolClient: { succeeds: client },
  UpdateUserPoolClient: {
    succeeds: async (scene) => ({ ...(await client(scene)), ClientName: 'renamed' }),
    refuses: {
      InvalidOAuthFlow: async (scene) => ({ ...(await client(scene)), AllowedOAuthFlows: ['client_credentials'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid'] }),
      ScopeDoesNotExist: async (scene) => ({ ...(await client(scene)), AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['articles/read'], CallbackURLs: ['https://example.com'] }),
      FeatureUnavailableInTier: async (scene) => {
        const { UserPoolId, ClientId } = await scene.place({ UserPoolTier: 'LITE' });
        return { UserPoolId, ClientId, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] };
      },
    },
    never: { ConcurrentModification: oneAtATime },
  },
  DeleteUserPoolClient: { succeeds: client, never: { ConcurrentModification: oneAtATime } },
  ListUserPoolClients: { succeeds: async (scene) => ({ UserPoolId: (await client(scene)).UserPoolId, MaxResults: 10 }) },
  AddUserPoolClientSecret: {
    succeeds: secretive,
    answers: ({ ClientSecretDescriptor }) => assert.ok(ClientSecretDescriptor!.ClientSecretValue),
    refuses: { LimitExceeded: async (scene) => { const both = await secretive(scene); await scene.send('AddUserPoolClientSecret', both); return both; } },
    never: { AccessDenied: 'answered as AccessDeniedException to keys that may not; the root key may' },
  },
  ListUserPoolClientSecrets: { succeeds: secretive, answers: ({ ClientSecrets }) => assert.equal(ClientSecrets!.length, 1), never: { LimitExceeded: 'a list is not limited' } },
  DeleteUserPoolClientSecret: {
    async succeeds(scene) {
      const both = await secretive(scene);
      const { ClientSecretDescriptor } = await scene.send('AddUserPoolClientSecret', both);
      return { ...both, ClientSecretId: ClientSecretDescriptor!.ClientSecretId! };
    },
    never: { LimitExceeded: 'a deletion is not limited' },
  },
  TagResource: { succeeds: async (scene) => ({ ...(await arn(scene)), Tags: { team: 'web' } }), refuses: { ResourceNotFound: async () => ({ ...noPool, Tags: { team: 'web' } }), InvalidParameter: async () => ({ ResourceArn: 'nonsense-that-is-long-enough', Tags: {} }) } },
  UntagResource: { succeeds: async (scene) => ({ ...(await arn(scene)), TagKeys: ['team'] }), refuses: { ResourceNotFound: async () => ({ ...noPool, TagKeys: ['team'] }), InvalidParameter: async () => ({ ResourceArn: 'nonsense-that-is-long-enough', TagKeys: [] }) } },
  ListTagsForResource: { succeeds: arn, refuses: { ResourceNotFound: async () => noPool, InvalidParameter: async () => ({ ResourceArn: 'nonsense-that-is-long-enough' }) } },
  GetCSVHeader: { succeeds: own, answers: ({ CSVHeader }) => assert.ok(CSVHeader!.includes('cognito:username')) },
  CreateUserImportJob: {
    succeeds: async (scene) => ({ ...(await own(scene)), JobName: 'job', CloudWatchLogsRoleArn: role, PasswordHashingAlgorithm: 'BCRYPT' }),
    answers: ({ UserImportJob }) => assert.equal(UserImportJob!.Status, 'Created'),
    never: { LimitExceeded: 'there is no limit on jobs', PreconditionNotMet: 'a pool can always take a job' },
  },
  DescribeUserImportJob: { async succeeds(scene) { const { UserPoolId, JobId } = await importing(scene); return { UserPoolId, JobId }; } },
  ListUserImportJobs: { async succeeds(scene) { return { UserPoolId: (await importing(scene)).UserPoolId, MaxResults: 1 }; } },
  StartUserImportJob: {
    async succeeds(scene) {
      const { UserPoolId, JobId, url } = await importing(scene);
      await fetch(url, { method: 'PUT', body: 'cognito:username,email,email_verified\nada,ada@example.com,TRUE\n' });
      return { UserPoolId, JobId };
    },
    refuses: { PreconditionNotMet: async (scene) => { const { UserPoolId, JobId } = await importing(scene); return { UserPoolId, JobId }; } },
  },
  StopUserImportJob: {
    async succeeds(scene) {
      const { UserPoolId } = await underImport(scene);
      const { UserImportJobs } = await scene.send('ListUserImportJobs', { UserPoolId, MaxResults: 1 });
      return { UserPoolId, JobId: UserImportJobs![0]!.JobId! };
    },
    refuses: { PreconditionNotMet: async (scene) => { const { UserPoolId, JobId } = await importing(scene); return { UserPoolId, JobId }; } },
  },
};
