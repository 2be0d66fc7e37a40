import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from '../support/node-sha256.ts';
import { runningServer, type RunningServer } from '../support/running-server.ts';

/*
 * Requests with the headers that clients other than the AWS SDK for JavaScript send, written out, so that these clients
 * need not be installed.
 */
const target = (operation: string) => `AWSCognitoIdentityProviderService.${operation}`;
const errorOf = async (answer: Response) => {
  const { __type, message } = (await answer.json()) as { __type?: string; message?: string };
  return [answer.status, __type, message];
};

/** What botocore (the AWS CLI, boto3) sends beside what it signs. */
const botocore = {
  'accept-encoding': 'identity',
  'user-agent': 'aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 lang/python#3.11.7 cfg/retry-mode#legacy botocore/1.43.11',
  'amz-sdk-invocation-id': '4f5f59f8-3274-4ec9-888b-a7e4b16e2fcf',
  'amz-sdk-request': 'attempt=1',
};

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`requests as other clients write them, on ${engine}`, () => {
    let server: RunningServer;
    let ClientId: string;
    before(async () => {
      server = await runningServer(engine);
      const { UserPool } = await server.sdk.createUserPool({ PoolName: 'app' });
      const { UserPoolClient } = await server.sdk.createUserPoolClient({
        UserPoolId: UserPool!.Id,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      });
      ClientId = UserPoolClient!.ClientId!;
    });
    after(() => server[Symbol.asyncDispose]());

    /** As botocore signs: content type, host, date and target, and nothing else. */
    async function signed(operation: string, body: string): Promise<Response> {
      const { protocol, hostname, port, host } = new URL(server.url);
      const signer = new SignatureV4({
        credentials: server.credentials,
        region: 'us-east-1',
        service: 'cognito-idp',
        sha256: NodeSha256,
        applyChecksum: false,
      });
      const { headers } = await signer.sign({
        ...{ method: 'POST', protocol, hostname, port: Number(port), path: '/', query: {}, body },
        headers: { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target(operation) },
      });
      const { host: _, ...own } = headers;
      return fetch(server.url, { method: 'POST', headers: { ...own, ...botocore }, body });
    }

    test('the AWS CLI signs a call', async () => {
      const answer = await signed('ListUserPools', '{"MaxResults": 1}');
      const { UserPools } = (await answer.json()) as { UserPools: { Name: string; CreationDate: number }[] };
      assert.deepEqual([answer.status, UserPools[0]!.Name], [200, 'app']);
      assert.equal(typeof UserPools[0]!.CreationDate, 'number');
      assert.equal(answer.headers.get('content-type'), 'application/x-amz-json-1.1');
      assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
      const refused = await signed('DescribeUserPool', '{"UserPoolId": "us-east-1_nothing"}');
      const expected = [400, 'ResourceNotFoundException', 'User pool us-east-1_nothing does not exist.'];
      assert.deepEqual(await errorOf(refused), expected);
    });

    test('boto3 signs nothing where nothing is to be signed', async () => {
      const headers = {
        ...botocore,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target('InitiateAuth'),
      };
      const AuthParameters = { USERNAME: 'nobody', PASSWORD: 'Wrong-Horse-9!' };
      const body = JSON.stringify({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      const answer = await fetch(server.url, { method: 'POST', headers, body });
      assert.deepEqual(await errorOf(answer), [400, 'UserNotFoundException', 'User does not exist.']);
      const admin = { ...headers, 'x-amz-target': target('ListUserPools') };
      const unsigned = await fetch(server.url, { method: 'POST', headers: admin, body: '{"MaxResults": 1}' });
      const expected = [400, 'MissingAuthenticationTokenException', 'Missing Authentication Token'];
      assert.deepEqual(await errorOf(unsigned), expected);
    });

    test('a browser asks first, and may read the answer to what it then sends', async () => {
      const origin = 'https://news.example.com';
      // What amazon-cognito-identity-js, Amplify and the AWS SDK send from a page.
      const names = [
        ...['amz-sdk-invocation-id', 'amz-sdk-request', 'authorization', 'cache-control', 'content-type'],
        ...['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token', 'x-amz-target', 'x-amz-user-agent'],
      ];
      const asked = await fetch(server.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': names.join(','),
        },
      });
      assert.ok(asked.ok);
      const listed = (answer: Response, header: string): ReadonlySet<string> =>
        new Set((answer.headers.get(header) ?? '').toLowerCase().split(/, */));
      assert.equal(asked.headers.get('access-control-allow-origin'), '*');
      assert.ok(listed(asked, 'access-control-allow-methods').has('post'));
      const allowed = listed(asked, 'access-control-allow-headers');
      assert.deepEqual(
        names.filter((name) => !allowed.has(name)),
        [],
      );

      const headers = {
        origin,
        'cache-control': 'no-store',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target('SignUp'),
        'x-amz-user-agent': 'aws-amplify/5.0.4 auth framework/0',
      };
      const body = JSON.stringify({ ClientId, Username: 'ada', Password: 'short' });
      const answer = await fetch(server.url, { method: 'POST', headers, body });
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      const readable = listed(answer, 'access-control-expose-headers');
      assert.ok(['x-amzn-requestid', 'x-amzn-errortype'].every((name) => readable.has(name)));
      assert.equal((await errorOf(answer))[1], 'InvalidPasswordException');
    });
  });
}
