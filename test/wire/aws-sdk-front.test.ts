import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, suite, test } from 'node:test';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  NotAuthorizedException,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { userPoolsModel } from '#contract/model.ts';
import { Failure } from '#domain/failures.ts';
import { awsJsonFront } from '#fronts/aws-json/front.ts';
import { sigV4Authenticator } from '#fronts/sigv4/authenticate.ts';
import type { Call } from '#operations/operation.ts';

const key = { accessKeyId: 'AKIAROOT', secretAccessKey: 'secret' };
const principal = {
  kind: 'root',
  arn: 'arn:aws:iam::000000000000:root',
  accountId: '000000000000',
  accessKeyId: 'AKIAROOT',
} as const;
const createdAt = new Date(1_792_454_400_117);

const server = createAdaptorServer({
  fetch: new Hono().all(
    '/',
    awsJsonFront({
      apis: [
        {
          model: userPoolsModel,
          operations: {
            ListUserPools: async (input: object, _: unknown, call: Call) => ({
              UserPools: [{ Name: call.region, CreationDate: createdAt }],
            }),
            SignUp: async () => {
              throw new Failure('signUpNotPermitted');
            },
          },
        },
      ],
      services: {},
      authenticate: sigV4Authenticator({
        accessKeys: {
          find: async (accessKeyId) =>
            accessKeyId === key.accessKeyId
              ? { accessKeyId, secret: key.secretAccessKey, principal, active: true, createdAt: 0 }
              : undefined,
        },
        now: Date.now,
      }),
      authorize: async () => {},
      defaultRegion: 'us-east-1',
      newRequestId: () => crypto.randomUUID(),
      bodyLimit: 100_000,
      log: console,
    }),
  ).fetch,
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const endpoint = `http://127.0.0.1:${port}`;
after(() => server.close());

const client = (more: ConstructorParameters<typeof CognitoIdentityProviderClient>[0] = {}) =>
  new CognitoIdentityProviderClient({ endpoint, region: 'eu-west-3', credentials: key, maxAttempts: 1, ...more });
const list = new ListUserPoolsCommand({ MaxResults: 10 });

suite('the AWS SDK', () => {
  test('is answered when its signature is right, dates included', async () => {
    const { UserPools, $metadata } = await client().send(list);
    assert.deepEqual(UserPools, [{ Name: 'eu-west-3', CreationDate: createdAt }]);
    assert.match($metadata.requestId ?? '', /^[0-9a-f-]{36}$/);
  });

  test('is refused with a wrong secret', async () => {
    const refused = client({ credentials: { ...key, secretAccessKey: 'wrong' } }).send(list);
    await assert.rejects(refused, { name: 'InvalidSignatureException', $fault: 'client', message: /does not match/ });
  });

  test('is refused with an unknown key', async () => {
    const refused = client({ credentials: { ...key, accessKeyId: 'AKIANOBODY' } }).send(list);
    await assert.rejects(refused, { name: 'UnrecognizedClientException' });
  });

  test('is refused with a body changed on the way', async () => {
    const tampered = client();
    tampered.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: Uint8Array };
        request.body = Buffer.from('{"MaxResults":11}');
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await assert.rejects(tampered.send(list), { name: 'InvalidSignatureException', message: /does not match/ });
  });

  test('is refused with a clock ten minutes slow, and corrects it by the Date of the answer', async () => {
    const skewed = { systemClockOffset: -600_000 };
    await assert.rejects(client(skewed).send(list), {
      name: 'InvalidSignatureException',
      message: /^Signature expired: /,
    });
    assert.equal((await client({ ...skewed, maxAttempts: 2 }).send(list)).UserPools?.length, 1);
  });

  test('receives the exceptions of the service as its own', async () => {
    const refused = client().send(new SignUpCommand({ ClientId: 'c', Username: 'u' }));
    await assert.rejects(
      refused,
      (error) =>
        error instanceof NotAuthorizedException && error.message === 'SignUp is not permitted for this user pool',
    );
  });

  test('is told by name what is not built yet', async () => {
    const refused = client().send(new DescribeUserPoolCommand({ UserPoolId: 'eu-west-3_abc' }));
    await assert.rejects(refused, { name: 'NotImplementedException', message: /^DescribeUserPool is not built yet/ });
  });
});

suite('on a socket', () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${userPoolsModel.target}.SignUp` };

  async function post(write: (request: ReturnType<typeof httpRequest>) => void, more: object = {}) {
    const request = httpRequest(endpoint, { method: 'POST', headers: { ...headers, ...more } });
    request.on('error', () => {}); // the server may stop reading before everything is sent
    write(request);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks = await response.toArray();
    return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
  }

  test('a body announced as larger than the limit is refused without waiting for it', async () => {
    const answer = await post((request) => request.flushHeaders(), { 'content-length': 1_000_000_000 });
    assert.equal(answer.status, 413);
    assert.match(answer.text, /RequestEntityTooLargeException/);
  });

  test('a body of unknown length is refused at the limit', async () => {
    const answer = await post((request) => {
      for (let sent = 0; sent <= 100_000; sent += 10_000) request.write(' '.repeat(10_000));
    });
    assert.equal(answer.status, 413);
  });

  test('a body that comes in pieces is read whole', async () => {
    const answer = await post((request) => {
      request.write('{"ClientId":"c",');
      setTimeout(() => request.end('"Username":"u"}'), 20);
    });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /SignUp is not permitted/);
    assert.ok(answer.headers.date);
  });

  test('a client that goes away in the middle of its body leaves the server serving', async () => {
    const socket = connect(port, '127.0.0.1');
    const lines = Object.entries({ ...headers, host: 'localhost', 'content-length': '100' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`POST / HTTP/1.1\r\n${lines.join('')}\r\n{"ClientId"`, () => socket.destroy());
    await once(socket, 'close');
    assert.equal((await client().send(list)).UserPools?.length, 1);
  });
});
