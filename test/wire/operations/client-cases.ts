import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

const pool = async (scene: Scene) => ({ UserPoolId: (await scene.place()).UserPoolId });
const client = async (scene: Scene, settings?: Parameters<Scene['client']>[1]) => {
  const { UserPoolId, ClientId } = await scene.client(await scene.place(), settings);
  return { UserPoolId, ClientId };
};
const withSecret = (scene: Scene) => client(scene, { GenerateSecret: true });
async function withTwoSecrets(scene: Scene) {
  const input = await withSecret(scene);
  const { ClientSecretDescriptor } = await scene.send('AddUserPoolClientSecret', input);
  return { input, second: ClientSecretDescriptor! };
}

const hostedLogin = { AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: ['https://news.example.com'] };
const unknownScope = {
  ...hostedLogin,
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['articles/read'],
};
const mixedFlows = {
  ...hostedLogin,
  AllowedOAuthFlows: ['client_credentials' as const, 'code' as const],
  AllowedOAuthScopes: ['openid'],
};
const scopeSays = 'Invalid scope requested: articles/read';
const flowsSay = 'client_credentials flow can not be selected along with code flow or implicit flow.';
const choosing = { ExplicitAuthFlows: ['ALLOW_USER_AUTH' as const] };
const beyondLite = 'ALLOW_USER_AUTH is not available in tier LITE.';
const lite = async (scene: Scene) => (await scene.place({ UserPoolTier: 'LITE' })).UserPoolId;
const noLimit = 'only adding a secret can exceed the limit';
const triedAgain = 'a change that comes second is tried again; only one that loses every time would say so';

/** App clients and their secrets. */
export const clientCases: Cases = {
  CreateUserPoolClient: {
    succeeds: async (scene) => ({ ...(await pool(scene)), ClientName: 'web', GenerateSecret: true }),
    answers: ({ UserPoolClient }) => assert.match(UserPoolClient!.ClientSecret!, /^[a-z0-9]{51,52}$/),
    refuses: {
      FeatureUnavailableInTier: {
        [beyondLite]: async (scene) => ({ UserPoolId: await lite(scene), ClientName: 'app', ...choosing }),
      },
      InvalidOAuthFlow: {
        [flowsSay]: async (scene) => ({ ...(await pool(scene)), ClientName: 'app', ...mixedFlows }),
      },
      ScopeDoesNotExist: {
        [scopeSays]: async (scene) => ({ ...(await pool(scene)), ClientName: 'app', ...unknownScope }),
      },
    },
    never: { LimitExceeded: 'takes a thousand clients; clients.test.ts has them' },
  },
  DescribeUserPoolClient: {
    succeeds: (scene) => client(scene),
    answers: ({ UserPoolClient }) => assert.equal(UserPoolClient!.ClientName, 'app'),
  },
  UpdateUserPoolClient: {
    succeeds: async (scene) => ({ ...(await client(scene)), ClientName: 'renamed' }),
    answers: ({ UserPoolClient }) => assert.equal(UserPoolClient!.ClientName, 'renamed'),
    refuses: {
      FeatureUnavailableInTier: {
        async [beyondLite](scene) {
          const { UserPoolId, ClientId } = await scene.client(await scene.place({ UserPoolTier: 'LITE' }));
          return { UserPoolId, ClientId, ...choosing };
        },
      },
      InvalidOAuthFlow: { [flowsSay]: async (scene) => ({ ...(await client(scene)), ...mixedFlows }) },
      ScopeDoesNotExist: { [scopeSays]: async (scene) => ({ ...(await client(scene)), ...unknownScope }) },
    },
    never: { ConcurrentModification: triedAgain },
  },
  DeleteUserPoolClient: {
    succeeds: (scene) => client(scene),
    async answers(_, scene, input) {
      await assert.rejects(scene.send('DescribeUserPoolClient', input), { name: 'ResourceNotFoundException' });
    },
    never: { ConcurrentModification: 'a deletion takes whatever is there' },
  },
  ListUserPoolClients: {
    succeeds: async (scene) => ({ UserPoolId: (await client(scene)).UserPoolId, MaxResults: 1 }),
    answers: ({ UserPoolClients }) => assert.equal(UserPoolClients!.length, 1),
    refuses: {
      InvalidParameter: {
        'Invalid pagination token given.': async (scene) => ({ ...(await pool(scene)), NextToken: 'made-up' }),
      },
    },
  },
  AddUserPoolClientSecret: {
    succeeds: withSecret,
    answers: ({ ClientSecretDescriptor }) => assert.ok(ClientSecretDescriptor!.ClientSecretValue),
    refuses: {
      InvalidParameter: { 'Client * is a public client and can not have a secret.': (scene) => client(scene) },
      LimitExceeded: {
        'Client secrets cannot exceed limit of 2 secrets.': async (scene) => (await withTwoSecrets(scene)).input,
      },
    },
  },
  ListUserPoolClientSecrets: {
    succeeds: withSecret,
    answers: ({ ClientSecrets }) => assert.equal(ClientSecrets!.length, 1),
    never: { LimitExceeded: noLimit },
  },
  DeleteUserPoolClientSecret: {
    async succeeds(scene) {
      const { input, second } = await withTwoSecrets(scene);
      return { ...input, ClientSecretId: second.ClientSecretId! };
    },
    async answers(_, scene, { UserPoolId, ClientId }) {
      const { ClientSecrets } = await scene.send('ListUserPoolClientSecrets', { UserPoolId, ClientId });
      assert.equal(ClientSecrets!.length, 1);
    },
    refuses: {
      InvalidParameter: {
        'The last secret of a client can not be deleted.': async (scene) => {
          const input = await withSecret(scene);
          const { ClientSecrets } = await scene.send('ListUserPoolClientSecrets', input);
          return { ...input, ClientSecretId: ClientSecrets![0]!.ClientSecretId! };
        },
      },
      ResourceNotFound: {
        'Client secret * does not exist.': async (scene) => {
          const input = await withSecret(scene);
          return { ...input, ClientSecretId: `${input.ClientId}--0` };
        },
      },
    },
    never: { LimitExceeded: noLimit },
  },
};
