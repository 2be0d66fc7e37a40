import { IAM } from '@aws-sdk/client-iam';
import type { Iam } from '#contract/aws.ts';
import { allow, policy, trusts } from '../../../support/account.ts';
import { runningServer, type EngineName, type RunningServer } from '../../../support/running-server.ts';

export type Name = keyof Iam;
type Caller = Record<string, (input: object) => Promise<never>>;

export const account = '000000000000';
export const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
export const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
export const trust = policy(trusts({ AWS: account }, 'sts:AssumeRole'));
export const reading = policy(allow('s3:GetObject'));

/** A document that IAM takes but for its size: so many characters at least. */
export const long = (size: number): string => policy(allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(size)}`));

/** A server, and short ways to what cases are about. Everything is done through the AWS SDK. */
export interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  /** As the account's root. */
  readonly iam: IAM;
  send<Op extends Name>(name: Op, input: Iam[Op]['input']): Promise<Iam[Op]['output']>;
  /** The same with the key of a user whom no policy allows anything. */
  sendAsStranger<Op extends Name>(name: Op, input: Iam[Op]['input']): Promise<unknown>;
  /** A name that nobody has. */
  fresh(prefix?: string): string;
  /** @returns its name */
  role(): Promise<string>;
  /** @returns its name */
  user(): Promise<string>;
  /** @returns its name */
  group(): Promise<string>;
  /** @returns its ARN */
  policy(): Promise<string>;
  /** An OpenID Connect provider. @returns its ARN */
  oidc(clients?: readonly string[]): Promise<string>;
}

/** The SDK's client as what it is: one method for every operation. */
const call = (client: IAM, name: Name, input: object): Promise<never> =>
  (client as unknown as Caller)[name.charAt(0).toLowerCase() + name.slice(1)]!.call(client, input);

export async function openScene(engine: EngineName): Promise<Scene> {
  const server = await runningServer(engine);
  const { url: endpoint, credentials } = server;
  const options = { endpoint, region: 'us-east-1', maxAttempts: 1 };
  const iam = new IAM({ ...options, credentials });
  await iam.createUser({ UserName: 'stranger' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'stranger' });
  const key = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  const stranger = new IAM({ ...options, credentials: key });
  let count = 0;
  const fresh = (prefix = 'name') => `${prefix}${++count}`;

  return {
    server,
    iam,
    send: (name, input) => call(iam, name, input),
    sendAsStranger: (name, input) => call(stranger, name, input),
    fresh,
    async role() {
      const RoleName = fresh('role');
      await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
      return RoleName;
    },
    async user() {
      const UserName = fresh('user');
      await iam.createUser({ UserName });
      return UserName;
    },
    async group() {
      const GroupName = fresh('group');
      await iam.createGroup({ GroupName });
      return GroupName;
    },
    async policy() {
      const { Policy } = await iam.createPolicy({ PolicyName: fresh('policy'), PolicyDocument: reading });
      return Policy!.Arn!;
    },
    async oidc(clients = ['app']) {
      const Url = `https://${fresh('idp')}.example.com`;
      const made = await iam.createOpenIDConnectProvider({ Url, ClientIDList: [...clients] });
      return made.OpenIDConnectProviderArn!;
    },
    async [Symbol.asyncDispose]() {
      iam.destroy();
      stranger.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
