import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { inspect } from 'node:util';
import { isRefused, newFront, refused, signed, unsigned } from '../../../test/support/aws-json-front.ts';

suite('a request is refused', () => {
  const unknown = 'UnknownOperationException';
  test('when it is not a POST', async () => {
    const { headers } = await refused(
      new Request('http://localhost/'),
      405,
      unknown,
      'Operations are called with POST.',
    );
    assert.equal(headers.get('allow'), 'POST, OPTIONS');
  });

  test('when it names no operation', async () => {
    const request = unsigned('GetUser');
    request.headers.delete('x-amz-target');
    await refused(request, 400, unknown, /X-Amz-Target is missing/);
  });

  for (const name of ['Nonsense', 'toString', '__proto__', 'GetUser.', '<script>', '']) {
    test(
      `when it names an operation that does not exist: ${name || 'nothing'}`,
      isRefused(unsigned(name), 400, unknown, /^Unknown operation/),
    );
  }

  test('when it names a service that does not exist', async () => {
    await refused(
      unsigned('x', '{}', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }),
      400,
      unknown,
      'Unknown operation DynamoDB_20120810.ListTables',
    );
  });

  for (const type of [
    'application/json',
    'text/plain',
    'application/x-amz-json-1.10',
    'application/x-www-form-urlencoded',
  ]) {
    test(
      `when its content type is ${type}`,
      isRefused(unsigned('GetUser', '{}', { 'content-type': type }), 400, unknown, /Content-Type/),
    );
  }

  for (const body of ['{', 'text', '{"a":1}x', "{'a':1}", '\u0000']) {
    test(
      `when its body is ${JSON.stringify(body)}`,
      isRefused(unsigned('GetUser', body), 400, 'SerializationException', /not valid JSON/),
    );
  }

  for (const body of ['[]', '1', 'null', '"x"']) {
    test(
      `when its body is JSON but no object: ${body}`,
      isRefused(unsigned('GetUser', body), 400, 'SerializationException', /./),
    );
  }

  test('when its body is not UTF-8', async () => {
    const body = Buffer.from('{"AccessToken":"\xff"}', 'latin1');
    await refused(unsigned('GetUser', body), 400, 'SerializationException', /UTF-8/);
  });

  test('when its body is a list nested a hundred thousand deep', async () => {
    await refused(unsigned('GetUser', '['.repeat(100_000)), 400, 'SerializationException', /./);
  });

  test('when its body is larger than the limit, before all of it is read', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const request = new Request(unsigned('GetUser'), { body: endless, duplex: 'half' } as RequestInit);
    await refused(
      request,
      413,
      'RequestEntityTooLargeException',
      'The request body is larger than 10000 bytes.',
      newFront(10_000),
    );
    assert.ok(sent < 20);
  });

  test('when its operation is not built, by name and with the page that says what is', async () => {
    await refused(
      signed('CreateUserPool', { PoolName: 'p' }),
      400,
      'NotImplementedException',
      /^CreateUserPool is not built yet\. .*docs\/reference\/operations\.md/,
    );
  });

  test('when its input breaks the contract', async () => {
    await refused(
      unsigned('GetUser'),
      400,
      'InvalidParameterException',
      /^1 validation error detected: Value at 'accessToken'/,
    );
  });

  test('when the operation refuses it', async () => {
    const request = unsigned('GlobalSignOut', '{"AccessToken":"a"}');
    await refused(request, 400, 'NotAuthorizedException', 'Access Token has been revoked');
  });

  test('with the message made fit for a header', async () => {
    const request = unsigned('ForgotPassword', '{"ClientId":"c","Username":"u"}');
    const { headers } = await refused(request, 400, 'CodeDeliveryFailureException', 'line one\nzoë');
    assert.equal(headers.get('x-amzn-errormessage'), 'line one zo?');
  });

  test('without detail when anything unexpected happens, and the log has the cause', async () => {
    const front = newFront();
    const request = unsigned('SignUp', '{"ClientId":"c","Username":"u"}');
    const { text, headers } = await refused(request, 500, 'InternalErrorException', /request id/, front);
    assert.doesNotMatch(text + headers.get('x-amzn-errormessage'), /hunter2|database/);
    assert.equal(front.logged.length, 1);
    assert.match(inspect(front.logged[0]?.details), /the database said/);
  });
});
