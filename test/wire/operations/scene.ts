import * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import type { UserPools } from '#contract/aws.ts';
import { secretHash } from '#crypto/secret-hash.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';
import { srpClient } from '../../support/srp-client.ts';

export const password = 'Correct-Horse-9!';
export const newPassword = 'Even-Better-7?';

type Flow = 'ALLOW_USER_SRP_AUTH' | 'ALLOW_USER_PASSWORD_AUTH' | 'ALLOW_ADMIN_USER_PASSWORD_AUTH' | 'ALLOW_REFRESH_TOKEN_AUTH';
const flows: Flow[] = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

export type Name = keyof UserPools;
export interface Place {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly secret: string | undefined;
}
type PoolSettings = Partial<Sdk.CreateUserPoolCommandInput>;
type ClientSettings = Partial<Sdk.CreateUserPoolClientCommandInput>;

/** A server, and short ways to the people and things that cases are about. Everything is done through the AWS SDK. */
export interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  send<Op extends Name>(name: Op, input: UserPools[Op]['input']): Promise<UserPools[Op]['output']>;
  /** A name that nobody has. */
  fresh(prefix?: string): string;
  /** A pool with an app client that sends its codes by mail; the same one each time unless settings are given. */
  place(settings?: PoolSettings, client?: ClientSettings): Promise<Place>;
  client(place: Place, settings?: ClientSettings): Promise<Place>;
  /** A confirmed user with a verified e-mail address and `password`. @returns its username */
  user(place: Place, attributes?: Record<string, string>): Promise<string>;
  /** Somebody who signed up and is not confirmed. @returns username and code */
  newcomer(place: Place): Promise<{ Username: string; code: string }>;
  tokens(place: Place, Username: string, secret?: string): Promise<{ AccessToken: string; IdToken: string; RefreshToken: string }>;
  /** The access token of a new user. */
  token(place: Place): Promise<string>;
  /** The first half of a sign-in by SRP, and the right answer to its challenge. */
  srp(place: Place, Username: string, secret?: string): Promise<{ ClientId: string; ChallengeName: 'PASSWORD_VERIFIER'; Session: string; ChallengeResponses: Record<string, string> }>;
}

/** Another code than this one. */
export const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111');

export async function openScene(engine: EngineName): Promise<Scene> {
  const server = await runningServer(engine);
  const { sdk } = server;
  let count = 0;
  let usual: Promise<Place> | undefined;

  const scene: Scene = {
    server,
    send(name, input) {
      const command = Sdk[`${name}Command` as keyof typeof Sdk] as unknown as new (input: object) => never;
      return sdk.send(new command(input as object)) as Promise<never>;
    },
    fresh: (prefix = 'user') => `${prefix}${++count}`,
    async place(settings, client) {
      const make = async (): Promise<Place> => {
        const { UserPool } = await sdk.createUserPool({ PoolName: 'wire', AutoVerifiedAttributes: ['email'], ...settings });
        return scene.client({ UserPoolId: UserPool!.Id!, ClientId: '', secret: undefined }, client);
      };
      return settings || client ? make() : (usual ??= make());
    },
    async client({ UserPoolId }, settings) {
      const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'app', ExplicitAuthFlows: flows, ...settings });
      return { UserPoolId, ClientId: UserPoolClient!.ClientId!, secret: UserPoolClient!.ClientSecret };
    },
    async user({ UserPoolId }, attributes = {}) {
      const Username = scene.fresh();
      const all = { email: `${Username}@example.com`, email_verified: 'true', ...attributes };
      const UserAttributes = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
      await sdk.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes });
      await sdk.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
      return Username;
    },
    async newcomer({ ClientId }) {
      const Username = scene.fresh('newcomer');
      await sdk.signUp({ ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }] });
      return { Username, code: await server.codeFor(Username) };
    },
    async tokens({ ClientId, secret: clientSecret }, USERNAME, secret = password) {
      const hash: Record<string, string> = clientSecret ? { SECRET_HASH: secretHash(clientSecret, USERNAME, ClientId) } : {};
      const AuthParameters = { USERNAME, PASSWORD: secret, ...hash };
      const { AuthenticationResult } = await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      return AuthenticationResult as { AccessToken: string; IdToken: string; RefreshToken: string };
    },
    token: async (place) => (await scene.tokens(place, await scene.user(place))).AccessToken,
    async srp({ UserPoolId, ClientId }, USERNAME, secret = password) {
      const client = srpClient(UserPoolId);
      const challenge = await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A: client.A } });
      const ChallengeResponses = client.answer(secret, challenge.ChallengeParameters!);
      return { ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: challenge.Session!, ChallengeResponses };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return scene;
}
