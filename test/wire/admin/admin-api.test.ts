import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { callAdmin, type AdminAnswer, type Credentials } from '../../support/admin-api.ts';
import { engines } from '../../support/engines.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';
import { signedInReader } from './reader.ts';

const allowing = (...actions: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } });

function iamOf({ url, credentials }: RunningServer) {
  const iam = new IAM({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return { iam, [Symbol.dispose]: () => iam.destroy() };
}

const destroyed = <Client extends { destroy(): void }>(client: Client) => ({
  client,
  [Symbol.dispose]: () => client.destroy(),
});

/** The key of a new user of IAM who may do so much. */
async function userWho(server: RunningServer, name: string, policy?: string): Promise<Credentials> {
  using it = iamOf(server);
  await it.iam.createUser({ UserName: name });
  if (policy) await it.iam.putUserPolicy({ UserName: name, PolicyName: 'may', PolicyDocument: policy });
  const { AccessKey } = await it.iam.createAccessKey({ UserName: name });
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

function refused({ status, body }: AdminAnswer, code: string, message: RegExp | string): void {
  assert.deepEqual([status, body['__type']], [400, code]);
  if (typeof message === 'string') assert.equal(body['message'], message);
  else assert.match(String(body['message']), message);
}

for (const engine of Object.keys(engines) as EngineName[]) {
  suite(`the admin API on ${engine}`, () => {
    let server: RunningServer;
    before(async () => {
      server = await runningServer(engine);
    });
    after(() => server[Symbol.asyncDispose]());

    test('answers who an identity is in both directions, signed by the signer of the AWS SDK', async () => {
      const ada = await signedInReader(server);
      const find = (input: object) => callAdmin(server.url, server.credentials, 'find-identities', input);
      const { status, headers, body } = await find({ Sub: ada.sub });
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), 'application/json');
      assert.equal(headers.get('cache-control'), 'no-store');
      const [identity] = body['Identities'] as Record<string, unknown>[];
      assert.deepEqual(
        [identity?.['IdentityId'], identity?.['IdentityPoolId'], identity?.['State']],
        [ada.IdentityId, ada.IdentityPoolId, 'AUTHENTICATED'],
      );
      assert.match(String(identity?.['CreationDate']), /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.deepEqual(body['Users'], [
        { UserPoolId: ada.UserPoolId, Username: 'ada', Sub: ada.sub, UserStatus: 'CONFIRMED', Enabled: true },
      ]);
      assert.deepEqual((await find({ IdentityId: ada.IdentityId })).body, body);
      assert.deepEqual((await find({ Username: 'ada', UserPoolId: ada.UserPoolId })).body, body);
    });

    test('ends all sessions of a role, for whoever may on that role, and leaves those of other roles', async () => {
      using it = iamOf(server);
      const trust = JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' },
      });
      const roles = ['revoked', 'spared'];
      for (const RoleName of roles) await it.iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
      const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
      const assuming = await userWho(server, 'assuming', allowing('sts:AssumeRole'));
      const session = async (name: string) => {
        using sts = destroyed(new STS({ endpoint: server.url, region: 'us-east-1', credentials: assuming }));
        const { Credentials } = await sts.client.assumeRole({ RoleArn: arn(name), RoleSessionName: 'one' });
        const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
        return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
      };
      const whoIs = async (credentials: Credentials) => {
        using sts = destroyed(new STS({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 }));
        return sts.client.getCallerIdentity().then(
          ({ Arn }) => Arn,
          ({ name }: Error) => name,
        );
      };
      const [revoked, spared] = [await session('revoked'), await session('spared')];
      const onOne = await userWho(
        server,
        'on-one',
        JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'cenote:RevokeSessions', Resource: arn('revoked') },
        }),
      );
      const revoke = (RoleName: string) => callAdmin(server.url, onOne, 'revoke-sessions', { RoleName });
      refused(
        await revoke('spared'),
        'AccessDeniedException',
        /cenote:RevokeSessions on resource: arn:aws:iam::000000000000:role\/spared because/,
      );
      assert.match(String(await whoIs(revoked)), /assumed-role\/revoked\/one$/);
      assert.equal((await revoke('revoked')).body['RoleArn'], arn('revoked'));
      assert.equal(await whoIs(revoked), 'InvalidClientTokenId');
      assert.match(String(await whoIs(spared)), /assumed-role\/spared\/one$/);
      assert.match(String(await whoIs(await session('revoked'))), /assumed-role\/revoked\/one$/);
    });

    test('lets users of IAM do what their policies allow, and nothing else', async () => {
      const [sub, IdentityId] = ['00000000-0000-4000-8000-000000000000', 'us-east-1:0'];
      const may = await userWho(server, 'finder', allowing('cenote:FindIdentities'));
      const nobody = await userWho(server, 'nobody');
      const everythingElse = await userWho(server, 'other', allowing('cognito-identity:*', 'iam:*', 'sts:*'));
      const questions = {
        'find-identities': { Sub: sub },
        'explain-access': { IdentityId, Action: 's3:GetObject' },
        'explain-role': { IdentityId },
      };
      const denied = (user: string, action: string) =>
        new RegExp(
          `^User: arn:aws:iam::\\d{12}:user/${user} is not authorized to perform: cenote:${action} on resource: \\* because no identity-based policy allows the cenote:${action} action$`,
        );
      const actions = {
        'find-identities': 'FindIdentities',
        'explain-access': 'ExplainAccess',
        'explain-role': 'ExplainRole',
      };
      for (const [operation, input] of Object.entries(questions)) {
        const action = actions[operation as keyof typeof actions];
        for (const [name, key] of [
          ['nobody', nobody],
          ['other', everythingElse],
        ] as const) {
          refused(await callAdmin(server.url, key, operation, input), 'AccessDeniedException', denied(name, action));
        }
        const answer = await callAdmin(server.url, may, operation, input);
        if (action === 'FindIdentities')
          assert.deepEqual([answer.status, answer.body], [200, { Identities: [], Users: [] }]);
        else refused(answer, 'AccessDeniedException', denied('finder', action));
      }
    });
  });
}

suite('the admin API', () => {
  let server: RunningServer;
  before(async () => {
    server = await runningServer();
  });
  after(() => server[Symbol.asyncDispose]());

  test('a signature for another service, an unknown key and a wrong secret are refused on the wire', async () => {
    const { url, credentials } = server;
    const input = { Sub: 'a' };
    const invalid = 'InvalidSignatureException';
    refused(await callAdmin(url, credentials, 'find-identities', input, 'cognito-identity'), invalid, /'cenote'/);
    const wrong = { ...credentials, secretAccessKey: 'wrong' };
    refused(await callAdmin(url, wrong, 'find-identities', input), invalid, /does not match/);
    const unknown = { ...credentials, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    refused(await callAdmin(url, unknown, 'find-identities', input), 'UnrecognizedClientException', /invalid/);
  });

  test('a role’s session may do what the role may, with its own token only', async () => {
    const { url, credentials } = server;
    using it = iamOf(server);
    const statement = { Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' };
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    const { Role } = await it.iam.createRole({ RoleName: 'support', AssumeRolePolicyDocument: trust });
    const may = { RoleName: 'support', PolicyName: 'may', PolicyDocument: allowing('cenote:FindIdentities') };
    await it.iam.putRolePolicy(may);
    const user = await userWho(server, 'agent', allowing('sts:AssumeRole'));
    const sts = new STS({ endpoint: url, region: 'us-east-1', credentials: user, maxAttempts: 1 });
    const { Credentials: given } = await sts.assumeRole({ RoleArn: Role!.Arn!, RoleSessionName: 'desk' });
    sts.destroy();
    const session = { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey! };
    const sessionToken = given!.SessionToken!;

    const answer = await callAdmin(url, { ...session, sessionToken }, 'find-identities', { Sub: 'x' });
    assert.deepEqual([answer.status, answer.body], [200, { Identities: [], Users: [] }]);
    const denied = await callAdmin(url, { ...session, sessionToken }, 'explain-role', { IdentityId: 'us-east-1:0' });
    refused(
      denied,
      'AccessDeniedException',
      /assumed-role\/support\/desk is not authorized to perform: cenote:ExplainRole/,
    );
    const unrecognized = 'UnrecognizedClientException';
    refused(await callAdmin(url, session, 'find-identities', { Sub: 'x' }), unrecognized, /./);
    const altered = { ...session, sessionToken: `${sessionToken.slice(0, -8)}AAAAAAAA` };
    refused(await callAdmin(url, altered, 'find-identities', { Sub: 'x' }), unrecognized, /./);
    await it.iam.deleteRolePolicy({ RoleName: 'support', PolicyName: 'may' });
    const later = await callAdmin(url, { ...session, sessionToken }, 'find-identities', { Sub: 'x' });
    refused(later, 'AccessDeniedException', /cenote:FindIdentities/);
    assert.equal((await callAdmin(url, credentials, 'find-identities', { Sub: 'x' })).status, 200);
  });

  test('a disabled key is refused', async () => {
    const key = await userWho(server, 'ada', allowing('cenote:*'));
    assert.equal((await callAdmin(server.url, key, 'find-identities', { Sub: 'x' })).status, 200);
    using it = iamOf(server);
    await it.iam.updateAccessKey({ UserName: 'ada', AccessKeyId: key.accessKeyId, Status: 'Inactive' });
    const answer = await callAdmin(server.url, key, 'find-identities', { Sub: 'x' });
    refused(answer, 'UnrecognizedClientException', /./);
  });

  test('the admin API is beside the other fronts, and takes nothing of them', async () => {
    const answers = ['/admin', '/admin/', '/admin/find-identities/more'].map((path) => fetch(server.url + path));
    for (const answer of await Promise.all(answers)) assert.equal(answer.status, 404);
    const get = await fetch(`${server.url}/admin/find-identities`);
    assert.deepEqual([get.status, get.headers.get('allow')], [405, 'POST']);
  });
});
