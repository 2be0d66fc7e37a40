import { IAM } from '@aws-sdk/client-iam';
import { STS, type STSClientConfig } from '@aws-sdk/client-sts';
import { allow, policy } from '../../support/account.ts';
import { runningServer, type RunningServer } from '../../support/running-server.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A server with a user who may assume roles, and SDK clients that know an address, a region and a key. */
export interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  readonly iam: IAM;
  /** A client that signs with these keys. */
  sts(keys: Keys, more?: STSClientConfig): STS;
  /** A client of IAM that signs with these keys. */
  iamOf(keys: Keys): IAM;
  /** A user with a key and a policy. */
  user(name: string, document?: string): Promise<Keys>;
  role(name: string, trust: string, document?: string): Promise<string>;
}

export const account = '000000000000';
export const mayAssume = policy(allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));

export async function openScene(settings: Parameters<typeof runningServer>[1] = {}): Promise<Scene> {
  const server = await runningServer('sqlite', settings);
  const clients: { destroy(): void }[] = [];
  const options = (credentials: Keys) => ({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: credentials as Required<Keys>,
    maxAttempts: 1,
  });
  const opened = <Client extends { destroy(): void }>(client: Client): Client => {
    clients.push(client);
    return client;
  };
  const iam = opened(new IAM(options(server.credentials)));
  return {
    server,
    iam,
    sts: (keys, more = {}) => opened(new STS({ ...options(keys), ...more })),
    iamOf: (keys) => opened(new IAM(options(keys))),
    async user(UserName, PolicyDocument) {
      await iam.createUser({ UserName });
      if (PolicyDocument) await iam.putUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument });
      const { AccessKey } = await iam.createAccessKey({ UserName });
      return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    },
    async role(RoleName, AssumeRolePolicyDocument, PolicyDocument) {
      const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument });
      if (PolicyDocument) await iam.putRolePolicy({ RoleName, PolicyName: 'rights', PolicyDocument });
      return Role!.Arn!;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What the SDK calls `Credentials`, as keys for a client. */
export const keysOf = (
  given:
    | { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined }
    | undefined,
): Required<Keys> => ({
  accessKeyId: given!.AccessKeyId!,
  secretAccessKey: given!.SecretAccessKey!,
  sessionToken: given!.SessionToken!,
});
