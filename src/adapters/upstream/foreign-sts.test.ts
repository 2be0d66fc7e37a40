import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import { credentialsXml, fakeSts, foreignCredentials } from '../../../test/support/fake-sts.ts';
import { refusal } from '../../../test/support/refusal.ts';
import type { PoolRoleRequest } from '#ports/credential-source.ts';
import { foreignSts } from './foreign-sts.ts';
import { guardedFetch } from './guarded-fetch.ts';

const token = 'header.claims.signature';
const request: PoolRoleRequest = {
  roleArn: 'arn:minio:iam:::role/nOybJqMNzNmroqEKq5D0EUsRZw0',
  region: 'eu-west-1',
  claims: { sub: 'eu-west-1:1' },
  sessionName: 'CognitoIdentityCredentials',
  durationSeconds: 3_600,
  policies: [],
  policyArns: [],
};
const caller = { region: 'eu-west-1' };

function opened(url: string, { timeout = 5_000, atOnce = 200 } = {}) {
  const warnings: object[] = [];
  const signed: unknown[] = [];
  const source = foreignSts({
    url,
    fetch: guardedFetch({ mode: 'development', allow: [], timeout }),
    identityTokens: {
      async sign(region, claims) {
        signed.push({ region, claims });
        return token;
      },
    },
    now: Date.now,
    atOnce,
    log: { warn: (details) => warnings.push(details) },
  });
  return {
    ask: (more: Partial<PoolRoleRequest> = {}) => source.credentialsFor({ ...request, ...more }, caller),
    warnings,
    signed,
  };
}

const outOfReach = refusal('ExternalServiceException', 'The token service could not be reached.');
const misconfigured = refusal(
  'InvalidIdentityPoolConfigurationException',
  'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
);
const error = (code: string) =>
  `<ErrorResponse><Error><Type/><Code>${code}</Code><Message>${token}</Message></Error></ErrorResponse>`;
const answers =
  (status: number, body = '', headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);
const without = (name: string) =>
  Object.fromEntries(Object.entries(foreignCredentials).filter(([key]) => key !== name));

suite('another token service counts as out of reach', () => {
  const cases: Record<string, (response: ServerResponse) => unknown> = {
    'when it answers with a server error': answers(500, error('InternalFailure')),
    'when it is not ready': answers(503, error('XMinioServerNotInitialized')),
    'when it is asked too often': answers(429),
    'when it cannot reach our keys, which AWS calls our fault': answers(400, error('IDPCommunicationError')),
    'when it throttles, which AWS calls our fault too': answers(400, error('Throttling')),
    'when it sends us elsewhere': answers(307, '', { location: 'http://127.0.0.1:1/' }),
    'when its answer is no XML': answers(200, '{"AssumeRoleWithWebIdentityResponse":{}}'),
    'when its answer breaks off': answers(200, credentialsXml().slice(0, -40)),
    'when its answer declares entities': answers(200, `<!DOCTYPE x [<!ENTITY a "b">]>${credentialsXml()}`),
    'when its answer is of another operation': answers(200, credentialsXml().replaceAll('WithWebIdentity', '')),
    'when the key is missing': answers(200, credentialsXml(without('AccessKeyId'))),
    'when the secret is missing': answers(200, credentialsXml(without('SecretAccessKey'))),
    'when the session token is missing': answers(200, credentialsXml(without('SessionToken'))),
    'when the key is empty': answers(200, credentialsXml({ ...foreignCredentials, AccessKeyId: '' })),
    'when the token has spaces': answers(200, credentialsXml({ ...foreignCredentials, SessionToken: 'a b' })),
    'when the credentials have expired': answers(200, credentialsXml(foreignCredentials, '2026-01-05T00:00:00Z')),
    'when they expire at no time': answers(200, credentialsXml(foreignCredentials, 'tomorrow')),
    'when its answer is too long to read': answers(200, credentialsXml() + ' '.repeat(65_536)),
    'when it hangs up': (response) => response.destroy(),
  };
  for (const [what, answer] of Object.entries(cases)) {
    test(what, async () => {
      await using sts = await fakeSts();
      sts.answer = answer;
      const { ask, warnings } = opened(sts.url);
      await assert.rejects(ask(), outOfReach);
      assert.equal(sts.forms.length, 1, 'it is asked once');
      assert.equal(warnings.length, 1);
    });
  }

  test('when it says nothing', async () => {
    await using sts = await fakeSts();
    sts.answer = () => {};
    await assert.rejects(opened(sts.url, { timeout: 200 }).ask(), outOfReach);
  });

  test('when nobody listens', async () => {
    const { ask, warnings } = opened('http://127.0.0.1:1/');
    await assert.rejects(ask(), outOfReach);
    assert.match(JSON.stringify(warnings), /ECONNREFUSED/);
  });
});

test('no more requests than so many are under way at once, and each that ends makes room', async () => {
  await using sts = await fakeSts();
  const waiting: ServerResponse[] = [];
  const reached = new Promise<void>((resolve) => {
    sts.answer = (response) => {
      if (waiting.push(response) === 2) resolve();
    };
  });
  const { ask } = opened(sts.url, { atOnce: 2 });
  const first = [ask(), ask()];
  await assert.rejects(ask(), refusal('TooManyRequestsException'));
  await reached;
  waiting[0]!.writeHead(403).end();
  waiting[1]!.end(credentialsXml());
  assert.deepEqual((await Promise.allSettled(first)).map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  sts.answer = (response) => response.end(credentialsXml());
  await Promise.all([ask(), ask()]);
  assert.equal(sts.forms.length, 4);
});

suite('a refusal of another token service says that the pool is not set up', () => {
  for (const [status, code] of [
    [400, 'InvalidParameterValue'],
    [400, 'InvalidIdentityToken'],
    [403, 'AccessDenied'],
    [404, 'NoSuchEntity'],
  ] as const) {
    test(`${status} ${code}, which the log names and the client is not told`, async () => {
      await using sts = await fakeSts();
      sts.answer = answers(status, error(code));
      const { ask, warnings } = opened(sts.url);
      await assert.rejects(ask(), misconfigured);
      assert.deepEqual(warnings, [{ sts: new URL(sts.url).host, roleArn: request.roleArn, status, code }]);
    });
  }

  test('also where it has no name, or none that belongs into a log', async () => {
    await using sts = await fakeSts();
    for (const body of ['', 'no', error('a b'), error(token.repeat(9)), '<Error><Code>AccessDenied</Code></Error>']) {
      sts.answer = answers(403, body);
      const { ask, warnings } = opened(sts.url);
      await assert.rejects(ask(), misconfigured);
      assert.doesNotMatch(JSON.stringify(warnings), /signature|a b/);
    }
  });
});

suite('another token service', () => {
  test('gets the pool’s token in a form of the Query protocol, and its credentials go on unchanged', async () => {
    await using sts = await fakeSts();
    const { ask, warnings, signed } = opened(sts.url);
    const { Expiration, ...credentials } = await ask();
    assert.deepEqual(credentials, foreignCredentials);
    assert.ok(Expiration.getTime() > Date.now());
    assert.deepEqual(sts.forms, [
      {
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: request.roleArn,
        RoleSessionName: 'CognitoIdentityCredentials',
        WebIdentityToken: token,
        DurationSeconds: '3600',
      },
    ]);
    assert.deepEqual(signed, [{ region: 'eu-west-1', claims: request.claims }]);
    assert.deepEqual(warnings, []);
  });

  test('gets the policies to which a session is narrowed', async () => {
    await using sts = await fakeSts();
    await opened(sts.url).ask({ policies: ['{"Version":"2012-10-17"}'], policyArns: ['arn:aws:iam::aws:policy/A'] });
    const [form] = sts.forms;
    assert.equal(form?.['Policy'], '{"Version":"2012-10-17"}');
    assert.equal(form?.['PolicyArns.member.1.arn'], 'arn:aws:iam::aws:policy/A');
  });

  test('may write the time with fractions, as Ceph does', async () => {
    await using sts = await fakeSts();
    sts.answer = answers(200, credentialsXml(foreignCredentials, '2126-01-05T10:11:12.123456789Z'));
    assert.equal((await opened(sts.url).ask()).Expiration.toISOString(), '2126-01-05T10:11:12.123Z');
  });
});
