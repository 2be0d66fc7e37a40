import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Hono } from 'hono';
import { findModel } from '#operations/admin/find-model.ts';
import type { Services } from '#operations/operation.ts';
import { Failure } from '#domain/failures.ts';
import { sigV4Authenticator } from '../sigv4/authenticate.ts';
import type { Asked } from '../sigv4/authorize.ts';
import { signedRequest, type SignedRequestOptions } from '../../../test/support/signed-request.ts';
import { adminFront, adminPath } from './front.ts';

const principal = {
  kind: 'user',
  arn: 'arn:aws:iam::000000000000:user/ada',
  accountId: '000000000000',
  accessKeyId: 'AKIAADA',
} as const;

/** A front with one operation, which shows what it was given or does as it is told. */
function newFront({ may = true, throws = undefined as Error | undefined } = {}) {
  const logged: object[] = [];
  const asked: Asked[] = [];
  const calls: unknown[] = [];
  const front = adminFront({
    apis: [
      {
        model: findModel,
        operations: {
          async FindIdentities(input, _services, { region, principal: who, requestId }) {
            calls.push(input);
            if (throws) throw throws;
            return { input, region, arn: who?.arn, requestId, at: new Date(1_500) };
          },
        },
      },
    ],
    services: {} as Services,
    authenticate: sigV4Authenticator({
      accessKeys: {
        find: async (id) => (id === principal.accessKeyId ? { secret: 'secret', principal, active: true } : undefined),
      },
      now: Date.now,
    }),
    authorize: async (request) => {
      asked.push(request);
      if (!may) throw new Failure('accessDenied', { principal: principal.arn, action: request.action, resource: '*' });
    },
    newRequestId: () => 'request-1',
    bodyLimit: 1_000,
    log: { error: (details) => logged.push(details) },
  });
  return { app: new Hono().all(adminPath, front), logged, asked, calls };
}

const path = '/admin/find-identities';
const signed = (input: unknown, more: Partial<SignedRequestOptions> = {}) =>
  signedRequest({
    ...{ path, contentType: 'application/json', accessKeyId: 'AKIAADA', secret: 'secret', service: 'cenote' },
    body: typeof input === 'string' ? input : JSON.stringify(input),
    ...more,
  });
const unsigned = (more: RequestInit = {}, at = path) =>
  new Request(`http://localhost${at}`, {
    ...{ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    ...more,
  });

async function refused(
  request: Request,
  status: number,
  code: string,
  message: RegExp | string,
  front = newFront(),
): Promise<Headers> {
  const response = await front.app.request(request);
  const body = (await response.json()) as Record<string, unknown>;
  assert.deepEqual([response.status, body['__type']], [status, code], String(body['message']));
  assert.deepEqual(Object.keys(body), ['__type', 'message']);
  if (typeof message === 'string') assert.equal(body['message'], message);
  else assert.match(String(body['message']), message);
  closed(response.headers);
  assert.equal(response.headers.get('x-amzn-errortype'), code);
  assert.deepEqual(front.calls, []);
  return response.headers;
}

/** What every answer says to browsers: keep nothing, guess nothing, and let no other origin read it. */
function closed(headers: Headers): void {
  assert.equal(headers.get('content-type'), 'application/json');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('x-amzn-requestid'), 'request-1');
  assert.equal(headers.get('access-control-allow-origin'), null);
}

suite('a call of the admin API is refused', () => {
  const [signature, unknown] = ['InvalidSignatureException', 'UnknownOperationException'];

  test('unsigned', async () => {
    await refused(unsigned(), 400, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  });

  test('with a bearer token or a session cookie instead of a signature', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer a.b.c' };
    await refused(unsigned({ headers }), 400, 'IncompleteSignatureException', /./);
  });

  test('signed for another service', async () => {
    const request = signed({}, { service: 'cognito-idp' });
    await refused(request, 400, signature, "Credential should be scoped to correct service: 'cenote'.");
  });

  test('signed with the wrong secret, or by an unknown key', async () => {
    await refused(signed({}, { secret: 'wrong' }), 400, signature, /does not match/);
    await refused(signed({}, { accessKeyId: 'AKIAEVE' }), 400, 'UnrecognizedClientException', /invalid/);
  });

  test('signed six minutes ago or ahead', async () => {
    await refused(signed({}, { at: Date.now() - 360_000 }), 400, signature, /^Signature expired/);
    await refused(signed({}, { at: Date.now() + 360_000 }), 400, signature, /^Signature not yet current/);
  });

  test('with its body exchanged', async () => {
    const { headers } = signed({ Sub: 'a' });
    await refused(unsigned({ headers, body: '{"Sub":"b"}' }), 400, signature, /does not match/);
  });

  test('with a query added', async () => {
    const { headers } = signed({ Sub: 'a' });
    await refused(unsigned({ headers, body: '{"Sub":"a"}' }, `${path}?a=b`), 400, signature, /does not match/);
  });

  test('signed for another operation', async () => {
    const { headers } = signed({}, { path: '/admin/explain-access' });
    await refused(unsigned({ headers }), 400, signature, /does not match/);
  });

  test('signed in the address', async () => {
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAADA/20260105/us-east-1/cenote/aws4_request';
    const more = '&X-Amz-Date=20260105T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=';
    const at = `${path}?${query}${more}${'0'.repeat(64)}`;
    await refused(unsigned({}, at), 400, 'IncompleteSignatureException', /in the Authorization header only/);
  });

  test('without permission, in the words of AWS, whatever the input', async () => {
    const front = newFront({ may: false });
    const says = `User: ${principal.arn} is not authorized to perform: cenote:FindIdentities on resource: *`;
    await refused(signed({ Nonsense: 1 }), 400, 'AccessDeniedException', says, front);
    assert.deepEqual(
      front.asked.map(({ action }) => action),
      ['cenote:FindIdentities'],
    );
  });

  for (const name of ['nonsense', 'FindIdentities', 'find_identities', 'toString', '__proto__', '%2e%2e']) {
    test(`when there is no operation ${name}, and those that are there are named`, async () => {
      const request = unsigned({}, `/admin/${name}`);
      if (new URL(request.url).pathname === '/') return; // what clients make of the two dots
      await refused(request, 400, unknown, 'Unknown operation. There are /admin/find-identities.');
    });
  }

  test('when it is not a POST', async () => {
    for (const method of ['GET', 'PUT', 'OPTIONS']) {
      const headers = await refused(new Request(`http://localhost${path}`, { method }), 405, unknown, /POST/);
      assert.equal(headers.get('allow'), 'POST');
    }
  });

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/x-amz-json-1.1',
    'application/jsonp',
    'application/json; charset=utf-16',
  ]) {
    test(`when its content type is ${type}`, async () => {
      await refused(signed({}, { contentType: type }), 400, unknown, 'The Content-Type must be application/json.');
    });
  }

  for (const body of ['{', 'text', "{'a':1}", '[]', '1', 'null', '"x"']) {
    test(`when its body is no JSON object: ${body}`, async () => {
      await refused(signed(body), 400, 'SerializationException', /./);
    });
  }

  test('when its body is larger than the limit', async () => {
    const request = signed({ Sub: 'a'.repeat(1_000) });
    await refused(request, 413, 'RequestEntityTooLargeException', 'The request body is larger than 1000 bytes.');
  });

  for (const [member, named] of [
    ['sub', 'sub'],
    ['Limit', 'Limit'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['<script>', 'of that name'],
  ]) {
    test(`when it has the unknown member ${member}`, async () => {
      const says = new RegExp(`^FindIdentities has no member ${named}\\. It has IdentityId, Sub, `);
      await refused(signed(`{"Sub":"a","${member}":1}`), 400, 'ValidationException', says);
    });
  }
});

test('an answer has what the operation says, dates as ISO 8601 writes them', async () => {
  const { app } = newFront();
  const response = await app.request(signed({ Sub: 'a' }, { region: 'eu-central-1' }));
  assert.equal(response.status, 200);
  closed(response.headers);
  assert.deepEqual(await response.json(), {
    input: { Sub: 'a' },
    region: 'eu-central-1',
    arn: principal.arn,
    requestId: 'request-1',
    at: '1970-01-01T00:00:01.500Z',
  });
});

test('a content type may name the charset that JSON has', async () => {
  const { app } = newFront();
  const contentType = 'application/json; charset=UTF-8';
  assert.equal((await app.request(signed({ Sub: 'a' }, { contentType }))).status, 200);
});

test('a signature that leaves the content type out is good', async () => {
  const { app } = newFront();
  assert.equal((await app.request(signed({ Sub: 'a' }, { unsigned: ['content-type'] }))).status, 200);
});

test('what the operation refuses is answered, and what is unexpected only to the log', async () => {
  for (const [throws, status, code] of [
    [new Failure('unknownUser'), 400, 'UserNotFoundException'],
    [new Error('password=hunter2'), 500, 'InternalErrorException'],
  ] as const) {
    const { app, logged } = newFront({ throws });
    const response = await app.request(signed({ Sub: 'a' }));
    const text = await response.text();
    assert.deepEqual([response.status, JSON.parse(text).__type], [status, code]);
    assert.doesNotMatch(text, /hunter2/);
    assert.equal(logged.length, status === 500 ? 1 : 0);
    closed(response.headers);
  }
});
