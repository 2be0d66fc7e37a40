import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { answered, newFront, principal, refused, signed, unsigned } from '../../../test/support/aws-json-front.ts';

suite('an operation receives', () => {
  test('its input, the services, the region of the signature and who signed', async () => {
    const { status, body, headers } = await answered(
      signed('ListUserPools', { MaxResults: 1, Surprise: 2 }, { region: 'ap-east-1' }),
    );
    assert.equal(status, 200);
    assert.deepEqual(body, {
      input: { MaxResults: 1 },
      services: 'the services',
      region: 'ap-east-1',
      arn: principal.arn,
    });
    assert.equal(headers.get('x-amzn-requestid'), 'request-1');
    assert.equal(headers.get('content-type'), 'application/x-amz-json-1.1');
  });

  test('the region of the pool where nobody signed, and the default one where no pool is named', async () => {
    const feedback = {
      UserPoolId: 'eu-west-1_abc',
      Username: 'u',
      EventId: 'e',
      FeedbackToken: 't',
      FeedbackValue: 'Valid',
    };
    assert.equal(
      (await answered(unsigned('UpdateAuthEventFeedback', JSON.stringify(feedback)))).body.region,
      'eu-west-1',
    );
    assert.equal((await answered(unsigned('GetUser', '{"AccessToken":"a"}'))).body.region, 'us-east-1');
    assert.equal(
      (await answered(unsigned('GetUser', '{"AccessToken":"a","UserPoolId":"../x_y"}'))).body.region,
      'us-east-1',
    );
  });

  test('no input where the body is empty', async () => {
    await refused(unsigned('GetUser', null), 400, 'InvalidParameterException', /accessToken/);
  });

  test('input by application/x-amz-json-1.0 too, and whatever parameters follow', async () => {
    for (const type of ['application/x-amz-json-1.0', 'application/x-amz-json-1.1; charset=utf-8']) {
      assert.equal((await answered(unsigned('GetUser', '{"AccessToken":"a"}', { 'content-type': type }))).status, 200);
    }
  });
});

suite('an answer', () => {
  test('is empty where AWS answers nothing', async () => {
    const { status, text } = await answered(unsigned('DeleteUser', '{"AccessToken":"a"}'));
    assert.deepEqual([status, text], [200, '']);
  });

  test('has dates as seconds', async () => {
    const { body } = await answered(signed('ListUsers', { UserPoolId: 'us-east-1_abc' }));
    assert.deepEqual(body, { Users: [{ UserCreateDate: 1.5 }] });
  });

  test('tells a browser that it may call, with the headers that the clients send', async () => {
    const { app } = newFront();
    const response = await app.request('http://localhost/', {
      method: 'OPTIONS',
      headers: { origin: 'https://news.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
    const allowed = response.headers.get('access-control-allow-headers')?.split(',') ?? [];
    for (const name of [
      'content-type',
      'x-amz-target',
      'x-amz-user-agent',
      'cache-control',
      'amz-sdk-invocation-id',
      'amz-sdk-request',
      'authorization',
      'x-amz-date',
      'x-amz-security-token',
    ])
      assert.ok(allowed.includes(name), name);
  });

  test('lets a browser read request id, error and date', async () => {
    const { headers } = await answered(unsigned('GetUser', '{"AccessToken":"a"}'));
    assert.equal(
      headers.get('access-control-expose-headers'),
      'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
    );
  });
});
