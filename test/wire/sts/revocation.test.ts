import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { startServer } from '#server/start.ts';
import { allow, policy, trusts } from '../../support/account.ts';
import { runningServer, type RunningServer } from '../../support/running-server.ts';
import { account, type Keys, keysOf, mayAssume } from './scene.ts';

const anyoneHere = policy(trusts({ AWS: account }, 'sts:AssumeRole'));
const mayRead = policy(allow('iam:GetUser'));
const invalid = { name: 'InvalidClientTokenId' };

interface Clients extends Disposable {
  readonly iam: IAM;
  readonly sts: STS;
}

function clientsAt(endpoint: string, keys: Keys): Clients {
  const options = { endpoint, region: 'us-east-1', credentials: keys as Required<Keys>, maxAttempts: 1 };
  const [iam, sts] = [new IAM(options), new STS(options)];
  return {
    iam,
    sts,
    [Symbol.dispose]() {
      iam.destroy();
      sts.destroy();
    },
  };
}

/** Another server learns of a change a moment later. Asks again until the call ends so, or is never going to. */
async function soon(check: () => Promise<void>): Promise<void> {
  for (let asked = 1; asked < 100; asked++) {
    try {
      return await check();
    } catch {
      await pause(50);
    }
  }
  await check();
}

suite('what one server of two on PostgreSQL takes away, the other soon refuses', () => {
  let here: RunningServer;
  let there: string;
  let root: Clients;
  const disposed = new AsyncDisposableStack();
  before(async () => {
    here = disposed.use(await runningServer('postgres'));
    const other = await startServer({ ...here.config, port: 0 });
    disposed.defer(() => other.close());
    there = other.url;
    root = disposed.use(clientsAt(here.url, here.credentials));
  });
  after(() => disposed.disposeAsync());

  async function user(UserName: string, PolicyDocument: string): Promise<Keys> {
    await root.iam.createUser({ UserName });
    await root.iam.putUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument });
    const { AccessKey } = await root.iam.createAccessKey({ UserName });
    return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  }

  /** A session that began here and has been used there, so that all about it is held ready there. */
  async function session(name: string): Promise<Clients> {
    using asking = clientsAt(here.url, await user(`of-${name}`, mayAssume));
    const { Role } = await root.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: anyoneHere });
    await root.iam.putRolePolicy({ RoleName: name, PolicyName: 'rights', PolicyDocument: mayRead });
    const { Credentials } = await asking.sts.assumeRole({ RoleArn: Role!.Arn, RoleSessionName: 'one' });
    const clients = disposed.use(clientsAt(there, keysOf(Credentials)));
    await soon(async () => void (await clients.iam.getUser({ UserName: `of-${name}` })));
    return clients;
  }

  test('a key that is switched off, and on again', async () => {
    const keys = await user('switched', mayRead);
    using clients = clientsAt(there, keys);
    await soon(async () => void (await clients.sts.getCallerIdentity({})));
    const change = (Status: 'Active' | 'Inactive') =>
      root.iam.updateAccessKey({ UserName: 'switched', AccessKeyId: keys.accessKeyId, Status });
    await change('Inactive');
    await soon(() => assert.rejects(clients.sts.getCallerIdentity({}), invalid));
    await change('Active');
    await soon(async () => void (await clients.sts.getCallerIdentity({})));
  });

  test('a user who is deleted, with the session of GetSessionToken', async () => {
    const keys = await user('leaving', policy(allow('iam:GetUser')));
    using asking = clientsAt(here.url, keys);
    const { Credentials } = await asking.sts.getSessionToken({});
    using clients = clientsAt(there, keysOf(Credentials));
    await soon(async () => void (await clients.sts.getCallerIdentity({})));
    await root.iam.deleteUserPolicy({ UserName: 'leaving', PolicyName: 'rights' });
    await root.iam.deleteAccessKey({ UserName: 'leaving', AccessKeyId: keys.accessKeyId });
    await root.iam.deleteUser({ UserName: 'leaving' });
    await root.iam.createUser({ UserName: 'leaving' });
    await soon(() => assert.rejects(clients.sts.getCallerIdentity({}), invalid));
  });

  test('a role that is deleted, and made again under its name', async () => {
    const clients = await session('replaced');
    await root.iam.deleteRolePolicy({ RoleName: 'replaced', PolicyName: 'rights' });
    await root.iam.deleteRole({ RoleName: 'replaced' });
    await root.iam.createRole({ RoleName: 'replaced', AssumeRolePolicyDocument: anyoneHere });
    await root.iam.putRolePolicy({ RoleName: 'replaced', PolicyName: 'rights', PolicyDocument: mayRead });
    await soon(() => assert.rejects(clients.sts.getCallerIdentity({}), invalid));
  });

  test('a right, by another policy, by a new version of one and by a boundary', async () => {
    const clients = await session('narrowed');
    const asks = () => clients.iam.getUser({ UserName: 'of-narrowed' });
    const refused = () => soon(() => assert.rejects(asks(), { name: 'AccessDenied' }));
    const allowed = () => soon(async () => void (await asks()));
    const rights = { RoleName: 'narrowed', PolicyName: 'rights' };
    await root.iam.putRolePolicy({ ...rights, PolicyDocument: policy(allow('iam:ListUsers')) });
    await refused();
    const { Policy } = await root.iam.createPolicy({ PolicyName: 'reading', PolicyDocument: mayRead });
    const PolicyArn = Policy!.Arn!;
    await root.iam.attachRolePolicy({ RoleName: 'narrowed', PolicyArn });
    await allowed();
    await root.iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy(allow('s3:*')), SetAsDefault: true });
    await refused();
    await root.iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' });
    await allowed();
    await root.iam.putRolePermissionsBoundary({
      RoleName: 'narrowed',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly',
    });
    await refused();
  });

  test('the sessions that began before a moment, as AWS revokes them', async () => {
    const clients = await session('revoked');
    const cut = new Date(Date.now() + 60_000).toISOString();
    const PolicyDocument = policy({
      ...allow('*'),
      Effect: 'Deny',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': cut } },
    });
    await root.iam.putRolePolicy({ RoleName: 'revoked', PolicyName: 'AWSRevokeOlderSessions', PolicyDocument });
    await soon(() =>
      assert.rejects(clients.iam.getUser({ UserName: 'of-revoked' }), {
        name: 'AccessDenied',
        message: /with an explicit deny in an identity-based policy$/,
      }),
    );
  });
});
