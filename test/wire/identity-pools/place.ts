import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { allow, policy, trustsPool } from '../../support/account.ts';
import { type Keys, openScene, type Scene } from '../sts/scene.ts';

export const password = 'Correct-Horse-9!';
type PoolSettings = Partial<Parameters<CognitoIdentity['createIdentityPool']>[0]>;
type Roles = Parameters<CognitoIdentity['setIdentityPoolRoles']>[0];

/** Somebody who has signed in to the user pool. */
export interface Reader {
  readonly sub: string;
  readonly logins: Readonly<Record<string, string>>;
}

/** A server with a user pool, an identity pool for its users and for guests, and a role for either. */
export interface Place extends AsyncDisposable {
  readonly scene: Scene;
  readonly identityPools: CognitoIdentity;
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly IdentityPoolId: string;
  /** What `Logins` calls the user pool, and what role mappings call its client. */
  readonly key: string;
  readonly clientKey: string;
  /** A client's settings, with these credentials or none. */
  options(credentials?: Keys): { endpoint: string; region: string; maxAttempts: number; credentials?: Required<Keys> };
  /** A role that identities of the pool may assume. */
  role(name: string, options?: { amr?: string; rights?: string; tags?: boolean }): Promise<string>;
  setRoles(roles: Roles['Roles'], mapping?: NonNullable<Roles['RoleMappings']>[string]): Promise<void>;
  newUser(name: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  /** The user, signed in anew. */
  signedIn(name: string): Promise<Reader>;
  /** A new user, signed in. */
  reader(name: string, attributes?: Readonly<Record<string, string>>): Promise<Reader>;
  /** Who somebody with these credentials is. */
  who(credentials: Keys): Promise<string>;
}

export async function openPlace(settings: PoolSettings = {}): Promise<Place> {
  const scene = await openScene();
  const { sdk, url: endpoint, credentials } = scene.server;
  const options: Place['options'] = (keys) => ({
    ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
    ...(keys && { credentials: keys as Required<Keys> }),
  });
  const identityPools = new CognitoIdentity(options(credentials));
  const { UserPool } = await sdk.createUserPool({
    PoolName: 'readers',
    Schema: [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }],
  });
  const UserPoolId = UserPool!.Id!;
  const { UserPoolClient } = await sdk.createUserPoolClient({
    ...{ UserPoolId, ClientName: 'app' },
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = UserPoolClient!.ClientId!;
  const key = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
  const clientKey = `${key}:${ClientId}`;
  const { IdentityPoolId = '' } = await identityPools.createIdentityPool({
    ...{ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: true },
    CognitoIdentityProviders: [{ ProviderName: key, ClientId }],
    ...settings,
  });

  const place: Place = {
    ...{ scene, identityPools, UserPoolId, ClientId, IdentityPoolId, key, clientKey, options },
    role: (name, { amr, rights, tags } = {}) => {
      const actions = ['sts:AssumeRoleWithWebIdentity', ...(tags ? ['sts:TagSession'] : [])];
      return scene.role(name, trustsPool(IdentityPoolId, { actions, ...(amr && { amr }) }), rights);
    },
    async setRoles(Roles, mapping) {
      await identityPools.setIdentityPoolRoles({
        ...{ IdentityPoolId, Roles },
        ...(mapping && { RoleMappings: { [clientKey]: mapping } }),
      });
    },
    async newUser(Username, attributes = {}) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      await sdk.adminCreateUser({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' });
      await sdk.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
    },
    async signedIn(USERNAME) {
      const AuthParameters = { USERNAME, PASSWORD: password };
      const { AuthenticationResult } = await sdk.initiateAuth({
        ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
      });
      const token = AuthenticationResult!.IdToken!;
      const { sub } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sub: string };
      return { sub, logins: { [key]: token } };
    },
    async reader(name, attributes) {
      await place.newUser(name, attributes);
      return place.signedIn(name);
    },
    who: async (keys) => (await scene.sts(keys).getCallerIdentity({})).Arn!,
    async [Symbol.asyncDispose]() {
      identityPools.destroy();
      await scene[Symbol.asyncDispose]();
    },
  };
  const rights = policy(allow('cognito-identity:ListIdentityPools'));
  await place.setRoles({
    authenticated: await place.role('reader', { rights }),
    unauthenticated: await place.role('guest', { amr: 'unauthenticated', rights }),
  });
  return place;
}
