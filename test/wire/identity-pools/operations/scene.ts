import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { IAM } from '@aws-sdk/client-iam';
import type { IdentityPools } from '#contract/aws.ts';
import { policy, trustsPool } from '../../../support/account.ts';
import { fakeKey } from '../../../support/fake-issuer.ts';
import { runningServer, type EngineName, type RunningServer } from '../../../support/running-server.ts';

export type Name = keyof IdentityPools;
type Settings = Partial<IdentityPools['CreateIdentityPool']['input']>;
type Caller = Record<string, (input: object) => Promise<unknown>>;
export type Logins = Readonly<Record<string, string>>;

/** The developer provider of every pool here. */
export const developer = 'login.newsletter';
export const password = 'Correct-Horse-9!';
export const unknownPool = 'us-east-1:00000000-0000-4000-8000-000000000000';
export const arnOf = (poolId: string): string =>
  `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${poolId}`;

/** A user pool, and what identity pools and `Logins` call it. */
export interface UserPool {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly key: string;
}

/** A server, and short ways to the people and things that cases are about. Everything is done through the AWS SDK. */
export interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  readonly iam: IAM;
  send<Op extends Name>(name: Op, input: IdentityPools[Op]['input']): Promise<IdentityPools[Op]['output']>;
  /** The same with the key of an IAM user whom no policy allows anything. */
  sendAsStranger<Op extends Name>(name: Op, input: IdentityPools[Op]['input']): Promise<unknown>;
  /** A name that nobody has. */
  fresh(prefix?: string): string;
  /** One of two user pools that stay the same. */
  userPool(which?: 'first' | 'second'): Promise<UserPool>;
  /** An identity pool with guests and a developer provider that takes both user pools' users; the same one unless settings are given. */
  pool(settings?: Settings): Promise<string>;
  /** A role that identities of the pool may assume. */
  role(poolId: string, amr?: string): Promise<string>;
  /** The logins of a new user, who may be one of the second user pool. */
  logins(which?: 'first' | 'second'): Promise<Logins>;
  guest(poolId?: string): Promise<string>;
  /** The identity of whoever has these logins. */
  identity(logins: Logins, poolId?: string): Promise<string>;
  /** The identity of a new user of the developer's. */
  vouched(): Promise<{ userId: string; IdentityId: string }>;
  /** A pool whose provider is out of reach, and a login of it. */
  unreachable(): Promise<{ IdentityPoolId: string; Logins: Logins }>;
}

/** What is made for the first case that needs it, and shared by the others. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The SDK's client as what it is: one method for every operation. */
const call = (client: CognitoIdentity, name: Name, input: object): Promise<never> =>
  (client as unknown as Caller)[name.charAt(0).toLowerCase() + name.slice(1)]!.call(client, input) as Promise<never>;

export async function openScene(engine: EngineName): Promise<Scene> {
  const server = await runningServer(engine);
  const { sdk, credentials } = server;
  const options = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 };
  const identityPools = new CognitoIdentity({ ...options, credentials });
  const iam = new IAM({ ...options, credentials });
  const stranger = new CognitoIdentity({ ...options, credentials: await strangersKey(iam) });
  let count = 0;

  async function userPool(): Promise<UserPool> {
    const { UserPool: made } = await sdk.createUserPool({ PoolName: 'readers' });
    const { UserPoolClient } = await sdk.createUserPoolClient({
      ...{ UserPoolId: made!.Id, ClientName: 'app' },
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    const key = `cognito-idp.us-east-1.amazonaws.com/${made!.Id}`;
    return { UserPoolId: made!.Id!, ClientId: UserPoolClient!.ClientId!, key };
  }
  const userPools = { first: once(userPool), second: once(userPool) };
  const newPool = async (settings: Settings = {}): Promise<string> => {
    const both = [await userPools.first(), await userPools.second()];
    const { IdentityPoolId } = await identityPools.createIdentityPool({
      ...{ IdentityPoolName: scene.fresh('pool'), AllowUnauthenticatedIdentities: true },
      DeveloperProviderName: developer,
      CognitoIdentityProviders: both.map(({ key, ClientId }) => ({ ProviderName: key, ClientId })),
      ...settings,
    });
    return IdentityPoolId!;
  };
  const usualPool = once(() => newPool());
  const unreachable = once(async () => {
    const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
      ...{ Url: 'https://localhost:1', ClientIDList: ['app'] },
    });
    const IdentityPoolId = await newPool({ OpenIdConnectProviderARNs: [OpenIDConnectProviderArn!] });
    const exp = Math.floor(Date.now() / 1_000) + 86_400;
    const token = fakeKey().sign({ iss: 'https://localhost:1', aud: 'app', sub: 'ada', exp });
    return { IdentityPoolId, Logins: { 'localhost:1': token } };
  });

  const scene: Scene = {
    server,
    iam,
    send: (name, input) => call(identityPools, name, input),
    sendAsStranger: (name, input) => call(stranger, name, input),
    fresh: (prefix = 'user') => `${prefix}-${++count}`,
    userPool: (which = 'first') => userPools[which](),
    pool: (settings) => (settings ? newPool(settings) : usualPool()),
    async role(poolId, amr) {
      const AssumeRolePolicyDocument = trustsPool(poolId, amr === undefined ? {} : { amr });
      const { Role } = await iam.createRole({ RoleName: scene.fresh('role'), AssumeRolePolicyDocument });
      return Role!.Arn!;
    },
    async logins(which = 'first') {
      const { UserPoolId, ClientId, key } = await userPools[which]();
      const Username = scene.fresh();
      await sdk.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
      await sdk.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
      const { AuthenticationResult } = await sdk.initiateAuth({
        ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH' },
        AuthParameters: { USERNAME: Username, PASSWORD: password },
      });
      return { [key]: AuthenticationResult!.IdToken! };
    },
    guest: async (poolId) => (await identityPools.getId({ IdentityPoolId: poolId ?? (await usualPool()) })).IdentityId!,
    identity: async (logins, poolId) =>
      (await identityPools.getId({ IdentityPoolId: poolId ?? (await usualPool()), Logins: { ...logins } })).IdentityId!,
    async vouched() {
      const userId = scene.fresh('reader');
      const { IdentityId } = await identityPools.getOpenIdTokenForDeveloperIdentity({
        ...{ IdentityPoolId: await usualPool(), Logins: { [developer]: userId } },
      });
      return { userId, IdentityId: IdentityId! };
    },
    unreachable,
    async [Symbol.asyncDispose]() {
      for (const client of [identityPools, iam, stranger]) client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
  return scene;
}

async function strangersKey(iam: IAM): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  await iam.createUser({ UserName: 'stranger' });
  // A policy that allows something else, so that it is the action that is missing.
  const PolicyDocument = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await iam.putUserPolicy({ UserName: 'stranger', PolicyName: 'rights', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'stranger' });
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}
