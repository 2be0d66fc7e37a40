import {
  CognitoIdentityProvider,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import type { UserPools } from '#contract/aws.ts';
import { secretHash } from '#crypto/secret-hash.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';
import { srpClient } from '../../support/srp-client.ts';

export const password = 'Correct-Horse-9!';
export const newPassword = 'Even-Better-7?';
export const wrongPassword = 'Wrong-Horse-9!';

export type Name = keyof UserPools;
export interface Place {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly secret: string | undefined;
}
type PoolSettings = Omit<UserPools['CreateUserPool']['input'], 'PoolName'>;
type ClientSettings = Omit<CreateUserPoolClientCommandInput, 'UserPoolId' | 'ClientName'>;
type Tokens = Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>;
type Caller = Record<string, (input: object) => Promise<unknown>>;

/** A server, and short ways to the people and things that cases are about. Everything is done through the AWS SDK. */
export interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  send<Op extends Name>(name: Op, input: UserPools[Op]['input']): Promise<UserPools[Op]['output']>;
  /** The same with the key of an IAM user whom no policy allows anything. */
  sendAsStranger<Op extends Name>(name: Op, input: UserPools[Op]['input']): Promise<unknown>;
  /** A name that nobody has. */
  fresh(prefix?: string): string;
  /** A pool that sends its codes by mail, with an app client; the same one each time unless settings are given. */
  place(pool?: PoolSettings, client?: ClientSettings): Promise<Place>;
  /** Another client in the pool. */
  client(place: Place, settings?: ClientSettings): Promise<Place>;
  /** A confirmed user with a verified e-mail address and `password`. @returns its username */
  user(place: Place): Promise<string>;
  /** Somebody who signed up and is not confirmed. */
  newcomer(place: Place, email?: string): Promise<{ Username: string; email: string }>;
  tokens(place: Place, Username: string): Promise<Tokens>;
  /** The access token of a new user. */
  token(place: Place): Promise<string>;
  /** The first half of a sign-in by SRP, and the right answer to its challenge. */
  srp(place: Place, Username: string, secret?: string): Promise<UserPools['RespondToAuthChallenge']['input']>;
}

/** Another code than this one. */
export const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111');

/** What is made for the first case that needs it, and shared by the others. */
export function oncePerScene<T>(make: (scene: Scene) => Promise<T>): (scene: Scene) => Promise<T> {
  const made = new WeakMap<Scene, Promise<T>>();
  return (scene) => {
    const one = made.get(scene) ?? make(scene);
    made.set(scene, one);
    return one;
  };
}

/** Makes the same call so often, whatever it answers. @returns the input, for one more call */
export async function repeatedly<Input>(
  times: number,
  prepare: () => Promise<Input>,
  call: (input: Input) => Promise<unknown>,
): Promise<Input> {
  const input = await prepare();
  for (let done = 0; done < times; done++) await call(input).catch(() => undefined);
  return input;
}

/** What a client with a secret sends with a name. */
export const hashOf = ({ secret, ClientId }: Place, Username: string): string | undefined =>
  secret === undefined ? undefined : secretHash(secret, Username, ClientId);

/** The SDK's client as what it is: one method for every operation. */
const call = (client: CognitoIdentityProvider, name: Name, input: object): Promise<never> =>
  (client as unknown as Caller)[name.charAt(0).toLowerCase() + name.slice(1)]!.call(client, input) as Promise<never>;

export async function openScene(engine: EngineName): Promise<Scene> {
  // Without a sender for text messages, a pool that sends its codes by them shows what happens to undeliverable ones.
  const server = await runningServer(engine, { texts: { sender: 'none' } });
  await awayFromTheFullHour(server);
  const { sdk } = server;
  const stranger = await strangerAt(server);
  let count = 0;
  let usual: Promise<Place> | undefined;

  const scene: Scene = {
    server,
    send: (name, input) => call(sdk, name, input),
    sendAsStranger: (name, input) => call(stranger, name, input),
    fresh: (prefix = 'user') => `${prefix}${++count}`,
    async place(pool, client) {
      const make = async (): Promise<Place> => {
        const settings = { PoolName: 'wire', AutoVerifiedAttributes: ['email' as const], ...pool };
        const { UserPool } = await sdk.createUserPool(settings);
        return scene.client({ UserPoolId: UserPool!.Id!, ClientId: '', secret: undefined }, client);
      };
      return pool || client ? make() : (usual ??= make());
    },
    async client({ UserPoolId }, settings) {
      const { UserPoolClient } = await sdk.createUserPoolClient({
        UserPoolId,
        ClientName: 'app',
        ExplicitAuthFlows: [
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_ADMIN_USER_PASSWORD_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
        ...settings,
      });
      return { UserPoolId, ClientId: UserPoolClient!.ClientId!, secret: UserPoolClient!.ClientSecret };
    },
    async user(place) {
      const { Username, email } = await scene.newcomer(place);
      const { UserPoolId } = place;
      await sdk.adminConfirmSignUp({ UserPoolId, Username });
      const UserAttributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      await sdk.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes });
      return Username;
    },
    async newcomer(place, given) {
      const Username = scene.fresh();
      const email = given ?? `${Username}@example.com`;
      const UserAttributes = [{ Name: 'email', Value: email }];
      const SecretHash = hashOf(place, Username);
      await sdk.signUp({ ClientId: place.ClientId, Username, Password: password, SecretHash, UserAttributes });
      return { Username, email };
    },
    async tokens(place, USERNAME) {
      const { AuthenticationResult } = await sdk.initiateAuth(passwordSignIn(place, USERNAME));
      return AuthenticationResult as Tokens;
    },
    token: async (place) => (await scene.tokens(place, await scene.user(place))).AccessToken,
    async srp({ UserPoolId, ClientId }, USERNAME, secret = password) {
      const { A: SRP_A, answer } = srpClient(UserPoolId);
      const AuthParameters = { USERNAME, SRP_A };
      const challenge = await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
      const ChallengeResponses = answer(secret, challenge.ChallengeParameters!);
      return { ClientId, ChallengeName: 'PASSWORD_VERIFIER', Session: challenge.Session!, ChallengeResponses };
    },
    async [Symbol.asyncDispose]() {
      stranger.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
  return scene;
}

/** The input of a sign-in with the password. */
export function passwordSignIn(place: Place, USERNAME: string, PASSWORD: string = password) {
  const SECRET_HASH = hashOf(place, USERNAME);
  const AuthParameters = { USERNAME, PASSWORD, ...(SECRET_HASH && { SECRET_HASH }) };
  return { ClientId: place.ClientId, AuthFlow: 'USER_PASSWORD_AUTH' as const, AuthParameters };
}

/** Attempts are counted by the clock's hour; a case that uses them up has to come to its end within one. */
async function awayFromTheFullHour({ advanceClock }: RunningServer): Promise<void> {
  if (new Date().getUTCMinutes() >= 50) await advanceClock('15m');
}

async function strangerAt({ url: endpoint, credentials }: RunningServer): Promise<CognitoIdentityProvider> {
  const region = 'us-east-1';
  const iam = new IAM({ endpoint, region, credentials });
  await iam.createUser({ UserName: 'stranger' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'stranger' });
  iam.destroy();
  const key = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  return new CognitoIdentityProvider({ endpoint, region, credentials: key, maxAttempts: 1 });
}
