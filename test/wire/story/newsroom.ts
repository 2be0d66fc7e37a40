import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { allow, policy, trustsPool } from '../../support/account.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';

export const account = '000000000000';
export const password = 'Correct-Horse-9!';
const region = 'us-east-1';
const sub = '${cognito-identity.amazonaws.com:sub}';
const plan = '${aws:PrincipalTag/plan}';
const api = `arn:aws:execute-api:${region}:${account}:newsapi/live`;
const graph = `arn:aws:appsync:${region}:${account}:apis/news/types/Query/fields`;

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}
/** What an identity pool gives an app. */
export interface Given {
  readonly identityId: string;
  readonly keys: Keys;
  /** Whom STS says they are. */
  readonly arn: string;
}

/** What each kind of reader may, as the newsletter's administrator writes it. */
const everyone = [
  allow('s3:GetObject', 'arn:aws:s3:::news/free/*'),
  allow('execute-api:Invoke', `${api}/GET/articles`),
  allow('appsync:GraphQL', `${graph}/freeArticles`),
];
const readers = [
  ...everyone,
  allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `arn:aws:s3:::notes/${sub}/*`),
  allow('s3:ListBucket', 'arn:aws:s3:::notes', { Condition: { StringLike: { 's3:prefix': `${sub}/*` } } }),
  allow('execute-api:Invoke', `${api}/*/readers/${sub}/*`),
  allow(['dynamodb:GetItem', 'dynamodb:PutItem'], `arn:aws:dynamodb:${region}:${account}:table/bookmarks`, {
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } },
  }),
];
const paying = [
  ...readers,
  allow('s3:GetObject', `arn:aws:s3:::news/${plan}/*`),
  allow('execute-api:Invoke', `${api}/GET/articles/${plan}`),
  allow('appsync:GraphQL', `${graph}/paidArticles`, {
    Condition: { StringEquals: { 'aws:PrincipalTag/plan': 'gold' } },
  }),
];

/** A newsletter: its user pool, its identity pool, and the roles of guests, free and paying readers, and editors. */
export interface Newsroom extends AsyncDisposable {
  readonly server: RunningServer;
  readonly iam: IAM;
  readonly identityPools: CognitoIdentity;
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly IdentityPoolId: string;
  readonly key: string;
  roleArn(name: string): string;
  /** Signs up and confirms by the code in the message, as an app does: nobody's key is needed. */
  signUp(name: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  /** What stands in `Logins` after the sign-in. */
  signIn(name: string): Promise<Record<string, string>>;
  joins(name: string, group: 'free' | 'paid'): Promise<void>;
  guest(): Promise<string>;
  /** Credentials of an identity, which the login may turn into another. */
  credentials(identityId: string, logins?: Record<string, string>): Promise<Given>;
  /** Credentials of whoever has these logins. */
  signedIn(logins: Record<string, string>): Promise<Given>;
  /** A role at STS itself, for a token. */
  assume(role: string, token: string): Promise<unknown>;
  /** Clients of the server that sign with these keys. */
  as(keys: Keys): {
    readonly users: CognitoIdentityProvider;
    readonly iam: IAM;
    readonly identityPools: CognitoIdentity;
  };
}

export async function openNewsroom(engine: EngineName = 'sqlite'): Promise<Newsroom> {
  const server = await runningServer(engine);
  const clients: { destroy(): void }[] = [];
  const opened = <Client extends { destroy(): void }>(client: Client): Client => {
    clients.push(client);
    return client;
  };
  const options = (keys?: Keys) => ({
    ...{ endpoint: server.url, region, maxAttempts: 1 },
    ...(keys && { credentials: keys as Required<Keys> }),
  });
  const { sdk } = server;
  const iam = opened(new IAM(options(server.credentials)));
  const identityPools = opened(new CognitoIdentity(options(server.credentials)));
  const app = opened(new CognitoIdentity(options()));
  const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

  const { UserPool } = await sdk.createUserPool({
    ...{ PoolName: 'newsletter', AutoVerifiedAttributes: ['email'] },
    Schema: [
      { Name: 'plan', AttributeDataType: 'String', Mutable: true },
      { Name: 'desk', AttributeDataType: 'String', Mutable: true },
    ],
  });
  const UserPoolId = UserPool!.Id!;
  const { UserPoolClient } = await sdk.createUserPoolClient({
    ...{ UserPoolId, ClientName: 'app' },
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = UserPoolClient!.ClientId!;
  const key = `cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
  const { IdentityPoolId = '' } = await identityPools.createIdentityPool({
    ...{ IdentityPoolName: 'newsletter', AllowUnauthenticatedIdentities: true, AllowClassicFlow: false },
    CognitoIdentityProviders: [{ ProviderName: key, ClientId, ServerSideTokenCheck: true }],
  });

  for (const [RoleName, statements, amr] of [
    // More than guests are ever let have, so that it shows what narrows them.
    ['Guest', [...everyone, allow('iam:ListUsers'), allow('cognito-identity:ListIdentityPools')], 'unauthenticated'],
    ['FreeReader', readers, 'authenticated'],
    ['PaidReader', paying, 'authenticated'],
    ['Editor', [allow('cognito-idp:ListUsers', UserPool!.Arn!), ...editing(UserPool!.Arn!)], 'authenticated'],
  ] as const) {
    const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
    const AssumeRolePolicyDocument = trustsPool(IdentityPoolId, { actions, amr });
    await iam.createRole({ RoleName, AssumeRolePolicyDocument });
    await iam.putRolePolicy({ RoleName, PolicyName: 'rights', PolicyDocument: policy(...statements) });
  }
  for (const [GroupName, role, Precedence] of [
    ['free', 'FreeReader', 10],
    ['paid', 'PaidReader', 1],
  ] as const) {
    await sdk.createGroup({ UserPoolId, GroupName, Precedence, RoleArn: roleArn(role) });
  }
  await identityPools.setIdentityPoolRoles({
    ...{ IdentityPoolId, Roles: { authenticated: roleArn('FreeReader'), unauthenticated: roleArn('Guest') } },
    RoleMappings: { [`${key}:${ClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
  });
  await identityPools.setPrincipalTagAttributeMap({
    ...{ IdentityPoolId, IdentityProviderName: key, UseDefaults: false },
    PrincipalTags: { plan: 'custom:plan', desk: 'custom:desk' },
  });

  const room: Newsroom = {
    ...{ server, iam, identityPools, UserPoolId, ClientId, IdentityPoolId, key, roleArn },
    async signUp(Username, attributes = {}) {
      const given = { email: `${Username}@example.com`, ...attributes };
      const UserAttributes = Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
      await sdk.signUp({ ClientId, Username, Password: password, UserAttributes });
      await sdk.confirmSignUp({ ClientId, Username, ConfirmationCode: await server.codeFor(Username) });
    },
    async signIn(USERNAME) {
      const AuthParameters = { USERNAME, PASSWORD: password };
      const { AuthenticationResult } = await sdk.initiateAuth({
        ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
      });
      return { [key]: AuthenticationResult!.IdToken! };
    },
    async joins(Username, GroupName) {
      await sdk.adminAddUserToGroup({ UserPoolId, Username, GroupName });
    },
    guest: async () => (await app.getId({ IdentityPoolId })).IdentityId!,
    async credentials(IdentityId, Logins) {
      const answer = await app.getCredentialsForIdentity({ IdentityId, Logins });
      const { AccessKeyId = '', SecretKey = '', SessionToken } = answer.Credentials!;
      const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
      const sts = opened(new STS(options(keys)));
      return { identityId: answer.IdentityId!, keys, arn: (await sts.getCallerIdentity({})).Arn! };
    },
    async signedIn(Logins) {
      const { IdentityId } = await app.getId({ IdentityPoolId, Logins });
      return room.credentials(IdentityId!, Logins);
    },
    async assume(role, WebIdentityToken) {
      const sts = opened(new STS(options()));
      const asked = { RoleArn: roleArn(role), RoleSessionName: 'past-the-pool', WebIdentityToken };
      return sts.assumeRoleWithWebIdentity(asked);
    },
    as: (keys) => ({
      users: opened(new CognitoIdentityProvider(options(keys))),
      iam: opened(new IAM(options(keys))),
      identityPools: opened(new CognitoIdentity(options(keys))),
    }),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
  return room;
}

/** Editors of the readers' desk may change readers. */
const editing = (poolArn: string) => [
  allow(['cognito-idp:AdminGetUser', 'cognito-idp:AdminUpdateUserAttributes'], poolArn, {
    Condition: { StringEquals: { 'aws:PrincipalTag/desk': 'readers' } },
  }),
];
