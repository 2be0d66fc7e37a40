import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { STS } from '@aws-sdk/client-sts';
import type { ExplainedAccess, ExplainedRole } from '#operations/admin/explained.ts';
import { callAdmin } from '../../support/admin-api.ts';
import { engines } from '../../support/engines.ts';
import { runningServer, type EngineName, type RunningServer } from '../../support/running-server.ts';
import { beside } from './command.ts';
import { paidReaders } from './paid-readers.ts';

const paidArticle = 'arn:aws:s3:::news/paid/1';
const reading = ['--action', 's3:GetObject', '--resource', paidArticle];

/** The times of a token that would be made now are other ones a moment later. */
const timeless = ({ Logins, ...role }: ExplainedRole) => ({
  ...role,
  Logins: Logins.map(({ Claims, ...login }) => ({
    ...login,
    Claims: { ...Claims, iat: undefined, exp: undefined, auth_time: undefined },
  })),
});

for (const engine of Object.keys(engines) as EngineName[]) {
  suite(`why, on ${engine},`, () => {
    test('is answered alike by the admin API and by the command line', async () => {
      await using server = await runningServer(engine);
      const { IdentityId, IdentityPoolId, roleArn } = await paidReaders(server);
      const ask = async <Answer>(operation: string, input: object) => {
        const { status, body } = await callAdmin(server.url, server.credentials, operation, input);
        assert.equal(status, 200, String(body['message']));
        return body as unknown as Answer;
      };
      const cenote = async (...args: string[]) => JSON.parse((await beside(server)(...args, '--json')).printed);

      const [Action, Resource] = ['s3:GetObject', paidArticle];
      const access = await ask<ExplainedAccess>('explain-access', { IdentityId, Action, Resource });
      assert.deepEqual([access.Allowed, access.Outcome], [false, 'implicitDeny']);
      assert.deepEqual(
        access.Change?.Steps.map(({ Kind, Key, To }) => [Kind, Key, To]),
        [['changeRequest', 'aws:PrincipalTag/tier', 'paid']],
      );
      const told: ExplainedAccess = await cenote('why', '--identity', IdentityId, ...reading);
      const decision = ({ Sentence, Looked, Change, OtherChanges }: ExplainedAccess) => [
        ...[Sentence, Looked, Change, OtherChanges],
      ];
      assert.deepEqual(decision(told), decision(access));

      const flags = ['--identity-pool', IdentityPoolId, '--username', 'ada', '--claim', 'custom:tier=paid'];
      const paying: ExplainedAccess = await cenote('why', ...flags, ...reading);
      assert.deepEqual([paying.Allowed, paying.Role?.Tags], [true, { tier: 'paid' }]);

      const role = await ask<ExplainedRole>('explain-role', { IdentityId });
      assert.deepEqual([role.Granted, role.Role], [true, roleArn]);
      assert.deepEqual(timeless(await cenote('why', 'role', '--identity', IdentityId)), timeless(role));
    });
  });
}

suite('beside one server', () => {
  let server: RunningServer;
  let readers: Awaited<ReturnType<typeof paidReaders>>;
  before(async () => {
    server = await runningServer();
    readers = await paidReaders(server);
  });
  after(() => server[Symbol.asyncDispose]());

  test('cenote why tells people what decided, and what would change it', async () => {
    const { IdentityId, IdentityPoolId, ProviderName, sub, roleArn } = readers;
    const cenote = beside(server);
    const answer: ExplainedAccess = JSON.parse(
      (await cenote('why', '--identity', IdentityId, ...reading, '--json')).printed,
    );
    const [smallest, other] = [answer.Change, ...answer.OtherChanges].map((change) => change?.Steps[0]?.Sentence);
    const { exit, printed, remarked } = await cenote('why', '--identity', IdentityId, ...reading);
    assert.deepEqual([exit, remarked], [0, '']);
    const session = 'arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials';
    assert.equal(
      printed,
      `Refused: ${answer.Sentence}

  principal  ${session}
  action     s3:GetObject
  resource   ${paidArticle}

Its role
  pool      ${IdentityPoolId}
  identity  ${IdentityId}
  login     ${ProviderName}: ${sub}
  role      ${roleArn}
  because   it is the pool's role for authenticated identities

What comes nearest to allowing it
  Allow of statement 1 “Free” in the policy inline free, line 4
    ✓ Action    s3:GetObject
    ✗ Resource  wants arn:aws:s3:::news/free/*; the request has ${paidArticle}
  Allow of statement 1 “Paid” in the policy inline paid, line 4
    ✓ Action                              s3:GetObject
    ✓ Resource                            arn:aws:s3:::news/paid/* ← ${paidArticle}
    ✗ StringEquals aws:PrincipalTag/tier  wants paid; the request has nothing

It would be allowed if
  ${smallest}
or
  ${other}`,
    );
  });

  test('cenote why tells what allows it, and believes what it is told of the request', async () => {
    const { roleArn } = readers;
    const flags = ['--principal', roleArn, ...reading, '--context', 'aws:PrincipalTag/tier=paid'];
    const { printed } = await beside(server)('why', ...flags);
    assert.match(printed, /^Allowed: .*\n/);
    assert.match(printed, /^Decided by\n {2}Allow of statement 1 “Paid” in the policy inline paid, line 4\n/m);
    assert.match(printed, /^ {4}✓ StringEquals aws:PrincipalTag\/tier {2}paid$/m);
    assert.match(printed, /^It would be refused if\n {2}statement 1 \(Paid\) of inline paid/m);
    assert.match(printed, /^Note\n.*give tags as aws:PrincipalTag\/… in --context\.$/m);
  });

  test('cenote why tells of an identity without credentials what stands in the way, all of it', async () => {
    const { IdentityPoolId } = readers;
    const { exit, printed } = await beside(server)('why', '--identity-pool', IdentityPoolId, ...reading);
    assert.equal(exit, 0);
    assert.match(printed, /^Refused: The identity gets no credentials\. The pool has no guests\./);
    assert.match(printed, /^In the way\n {2}The pool has no guests\.\n {2}There is no role: /m);
    assert.match(printed, /^The client sees\n {2}NotAuthorizedException: Unauthenticated access is not supported/m);
    assert.match(printed, /^It would be allowed if\n {2}the pool allowed guests .*\n {2}and the pool had a role /m);
  });

  test('cenote why takes the policy on the resource from a file, and says where it is none', async () => {
    const { roleArn } = readers;
    const folder = await mkdtemp(join(tmpdir(), 'cenote-why-'));
    try {
      const file = join(folder, 'policy.json');
      const ask = () => beside(server)('why', '--principal', roleArn, ...reading, '--resource-policy', file);
      const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
      await writeFile(file, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
      assert.match(
        (await ask()).printed,
        /^Decided by\n {2}Deny of statement 1 in the resource policy ResourcePolicy$/m,
      );
      await writeFile(file, '{"Statement":');
      const broken = await ask();
      assert.deepEqual([broken.exit, broken.printed], [1, '']);
      assert.notEqual(broken.remarked, '');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('cenote why fails with a next step where who is named is not there', async () => {
    const { IdentityPoolId, roleArn } = readers;
    const cenote = beside(server);
    for (const [args, says] of [
      [['why', '--principal', `${roleArn}x`, ...reading], /cannot be found\.\naws iam list-roles/],
      [['why', '--identity', 'us-east-1:0', ...reading], /^Identity .* not found\.\ncenote identities find/],
      [['why', 'role', '--identity-pool', 'us-east-1:0'], /^IdentityPool .* not found\.\n.*--data/],
      [['why', 'role', '--identity-pool', IdentityPoolId, '--username', 'eve'], /^User does not exist\.\n.*--claim/],
    ] as const) {
      const { exit, printed, remarked } = await cenote(...args);
      assert.deepEqual([exit, printed], [1, '']);
      assert.match(remarked, says);
    }
  });

  test('cenote why ends with 2 where the database shows that the flags make no question', async () => {
    const { IdentityPoolId } = readers;
    const flags = ['--identity-pool', IdentityPoolId, '--provider', 'accounts.google.com'];
    const { exit, printed, remarked } = await beside(server)('why', 'role', ...flags, '--username', 'ada');
    assert.deepEqual([exit, printed], [2, '']);
    assert.match(remarked, /^accounts\.google\.com is no provider of this identity pool/);
  });
  test('cenote why role tells people how the role was chosen, and what its trust policy says', async () => {
    const { IdentityId, IdentityPoolId, ProviderName, sub, roleArn } = readers;
    const { exit, printed } = await beside(server)('why', 'role', '--identity', IdentityId);
    assert.equal(exit, 0);
    assert.match(printed, /^Granted: /);
    const facts = `
  pool      ${IdentityPoolId}
  identity  ${IdentityId}
  login     ${ProviderName}: ${sub}
  role      ${roleArn}
  because   it is the pool's role for authenticated identities

✓ sts:AssumeRoleWithWebIdentity by the trust policy
  Decided by
    Allow of statement 1 in the trust policy ${roleArn}
`;
    assert.ok(printed.includes(facts), printed);
    assert.match(printed, /^It would get no credentials if\n/m);
  });

  test('the message of a refusal is one that STS decodes', async () => {
    const { IdentityId } = readers;
    const { url, credentials } = server;
    const question = { IdentityId, Action: 's3:GetObject', Resource: paidArticle };
    const { body } = await callAdmin(url, credentials, 'explain-access', question);
    const sts = new STS({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
    const EncodedMessage = String(body['EncodedMessage']);
    const { DecodedMessage } = await sts.decodeAuthorizationMessage({ EncodedMessage });
    sts.destroy();
    assert.equal(JSON.parse(DecodedMessage!).allowed, false);
  });

  test('the admin API refuses questions about nobody, in the words of AWS', async () => {
    const Action = 's3:GetObject';
    for (const [input, code] of [
      [{ Action, Principal: 'arn:aws:iam::000000000000:role/nobody' }, 'NoSuchEntity'],
      [{ Action, IdentityId: 'us-east-1:0' }, 'ResourceNotFoundException'],
      [{ Action, IdentityId: 5 }, 'SerializationException'],
      [{ Action }, 'ValidationException'],
      [{ Action, Principal: 'arn:aws:iam::000000000000:root', Explain: true }, 'ValidationException'],
    ] as const) {
      const { status, body } = await callAdmin(server.url, server.credentials, 'explain-access', input);
      assert.deepEqual([status, body['__type']], [400, code]);
    }
  });
});
