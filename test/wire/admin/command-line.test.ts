import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { configOf } from '#config/config.ts';
import { readRootCredentials } from '#config/credentials-file.ts';
import { startServer } from '#server/start.ts';
import { callAdmin } from '../../support/admin-api.ts';
import { engines } from '../../support/engines.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';
import { beside, called } from './command.ts';
import { signedInReader } from './reader.ts';

for (const engine of Object.keys(engines) as EngineName[]) {
  suite(`beside a server on ${engine}, cenote identities find`, () => {
    let server: RunningServer;
    before(async () => {
      server = await runningServer(engine);
    });
    after(() => server[Symbol.asyncDispose]());

    test('tells both directions, for people', async () => {
      const ada = await signedInReader(server);
      const cenote = beside(server);
      const { exit, printed, remarked } = await cenote('identities', 'find', '--sub', ada.sub);
      assert.deepEqual([exit, remarked], [0, '']);
      const [head, ...rows] = printed.split('\n');
      assert.equal(head, `Identity ${ada.IdentityId}`);
      assert.deepEqual(rows.slice(0, 4), [
        `  pool      readers (${ada.IdentityPoolId})`,
        '  state     authenticated',
        `  login     ${ada.ProviderName}: ${ada.sub}`,
        `            → user ada of ${ada.UserPoolId}, CONFIRMED`,
      ]);
      assert.match(rows[4] ?? '', /^ {2}created {3}\d{4}-\d\d-\d\dT/);
      for (const flags of [
        ['--identity', ada.IdentityId],
        ['--username', 'ada', '--user-pool', ada.UserPoolId],
        ['--provider', ada.ProviderName, '--subject', ada.sub],
      ]) {
        assert.equal((await cenote('identities', 'find', ...flags)).printed, printed);
      }
    });

    test('with --json prints what the admin API answers', async () => {
      const { sub } = await signedInReader(server);
      const { printed } = await beside(server)('identities', 'find', '--sub', sub, '--json');
      const { body } = await callAdmin(server.url, server.credentials, 'find-identities', { Sub: sub });
      assert.deepEqual(JSON.parse(printed), body);
    });

    test('says at once what has changed', async () => {
      const { UserPoolId, sub } = await signedInReader(server);
      const find = () => beside(server)('identities', 'find', '--sub', sub);
      await server.sdk.adminDisableUser({ UserPoolId, Username: 'ada' });
      assert.match((await find()).printed, /→ user ada of .*, CONFIRMED, disabled$/m);
      await server.sdk.adminDeleteUser({ UserPoolId, Username: 'ada' });
      assert.match((await find()).printed, /→ a user of us-east-1_\w+ who is deleted$/m);
    });
  });
}

suite('cenote identities find', () => {
  let server: RunningServer;
  before(async () => {
    server = await runningServer();
  });
  after(() => server[Symbol.asyncDispose]());

  test('fails with a next step where what is named is not there', async () => {
    const { UserPoolId } = await signedInReader(server);
    const cenote = beside(server);
    const unknown = await cenote('identities', 'find', '--username', 'eve', '--user-pool', UserPoolId);
    assert.deepEqual([unknown.exit, unknown.printed], [1, '']);
    assert.match(unknown.remarked, /^User does not exist\.\n.*cenote identities find --sub SUB$/);
    const identity = await cenote('identities', 'find', '--identity', 'us-east-1:0');
    assert.deepEqual([identity.exit, identity.printed], [1, '']);
    assert.match(identity.remarked, /^Identity 'us-east-1:0' not found\.\n/);
  });

  test('answers that nobody has an identity, and how to learn more', async () => {
    const { UserPoolId } = await signedInReader(server);
    const cenote = beside(server);
    const none = await cenote('identities', 'find', '--sub', 'somebody');
    assert.deepEqual([none.exit, none.remarked], [0, '']);
    assert.match(none.printed, /^No identity was found\. With --user-pool ID as well/);
    await server.sdk.adminCreateUser({ UserPoolId, Username: 'bob', MessageAction: 'SUPPRESS' });
    const bob = await cenote('identities', 'find', '--username', 'bob', '--user-pool', UserPoolId);
    assert.match(bob.printed, /^The user bob of us-east-1_\w+, FORCE_CHANGE_PASSWORD, sub [0-9a-f-]{36}, has no/m);
  });

  test('shows a name as it is written, and lets it command no terminal', async () => {
    const { url, credentials } = server;
    const identities = new CognitoIdentity({ endpoint: url, region: 'us-east-1', credentials });
    const { IdentityPoolId } = await identities.createIdentityPool({
      ...{ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false },
      DeveloperProviderName: 'login.newsletter',
    });
    const name = 'eve\u001b]0;owned\u0007';
    const Logins = { 'login.newsletter': name };
    await identities.getOpenIdTokenForDeveloperIdentity({ IdentityPoolId, Logins });
    identities.destroy();
    const flags = ['--developer-user', name, '--identity-pool', IdentityPoolId!];
    const { printed } = await beside(server)('identities', 'find', ...flags);
    assert.match(printed, /login.newsletter: eve\\u001b\]0;owned\\u0007, a developer’s user$/m);
    assert.equal(printed.includes('\u001b'), false);
  });

  test('works without a server, and makes nothing where there is none yet', async () => {
    const data = await mkdtemp(join(tmpdir(), 'cenote-ask-'));
    try {
      const early = await called(['identities', 'find', '--sub', 'x', '--data', data]);
      assert.deepEqual([early.exit, early.printed, await readdir(data)], [1, '', []]);
      assert.match(early.remarked, /^There is no database at .*cenote\.db yet: [^]*cenote start --data/);

      const started = await startServer(configOf({ data, port: 0, logLevel: 'silent' }));
      const credentials = (await readRootCredentials(data))!;
      const sdk = new CognitoIdentityProvider({ endpoint: started.url, region: 'us-east-1', credentials });
      const ada = await signedInReader({ url: started.url, sdk });
      sdk.destroy();
      await started.close();
      const later = await called(['identities', 'find', '--sub', ada.sub, '--data', data]);
      assert.equal(later.exit, 0);
      assert.match(later.printed, new RegExp(`^Identity ${ada.IdentityId}`));
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  });
});
