import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { stsModel } from '#contract/model.ts';
import {
  answered,
  bodyOf,
  form,
  isRefused,
  newQueryFront,
  refused,
  root,
  signed,
  unsigned,
} from '../../../test/support/aws-query-front.ts';

const none = { model: null };

suite('a request is refused', () => {
  test(
    'when it names no operation',
    isRefused(unsigned('Version=2010-05-08'), 400, 'MissingAction', /parameter Action is missing/),
  );
  test('when it is empty', isRefused(unsigned(''), 400, 'MissingAction', /./, none));
  test(
    'when it names no version',
    isRefused(
      unsigned('Action=ListRoles'),
      400,
      'InvalidAction',
      'Could not find operation ListRoles for version NO_VERSION_SPECIFIED',
      none,
    ),
  );
  test(
    'when it names a version that there is not',
    isRefused(
      unsigned('Action=ListRoles&Version=2011-01-01'),
      400,
      'InvalidAction',
      'Could not find operation ListRoles for version 2011-01-01',
      none,
    ),
  );
  test(
    'when it names an operation of the other service',
    isRefused(
      unsigned(bodyOf('ListRoles', '', stsModel)),
      400,
      'InvalidAction',
      'Could not find operation ListRoles for version 2011-06-15',
      { model: stsModel },
    ),
  );
  for (const name of ['Nonsense', 'listroles', 'toString', '__proto__', 'CreateInstanceProfile']) {
    test(
      `when it names an operation that there is not: ${name}`,
      isRefused(
        unsigned(bodyOf(name)),
        400,
        'InvalidAction',
        `Could not find operation ${name} for version 2010-05-08`,
      ),
    );
  }
  test(
    'without repeating a name that could be markup',
    isRefused(
      unsigned(bodyOf('%3Cscript%3E')),
      400,
      'InvalidAction',
      'Could not find operation given for version 2010-05-08',
    ),
  );
  test(
    'when its form cannot be read',
    isRefused(unsigned('Action=%zz'), 400, 'MalformedQueryString', /URL-encoded/, none),
  );

  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    test(
      `when it is a ${method}`,
      isRefused(
        new Request('http://localhost/?Action=ListRoles&Version=2010-05-08', {
          method,
          headers: { 'content-type': form },
        }),
        400,
        'MalformedQueryString',
        'Operations are called with POST or GET.',
        none,
      ),
    );
  }

  test('when it is a HEAD, without running anything', async () => {
    const front = newQueryFront();
    const request = new Request('http://localhost/?Action=ListRoles&Version=2010-05-08', { method: 'HEAD' });
    assert.equal((await answered(request, front)).status, 400);
    assert.deepEqual(front.received, []);
  });

  test('when its body is larger than the limit, by a byte', async () => {
    const body = bodyOf('GetRole', 'RoleName=r');
    const front = () => ({ front: newQueryFront({ bodyLimit: body.length }), ...none });
    assert.equal((await answered(signed(body), front().front)).status, 200);
    await refused(signed(`${body}x`), 413, 'RequestEntityTooLarge', /larger than \d+ bytes/, front());
  });

  test('when it asks for what is not built', async () => {
    const body = bodyOf('DeleteGroup', 'GroupName=g');
    await refused(signed(body), 501, 'NotImplemented', /^DeleteGroup is not built yet/);
  });
});

suite('an answer', () => {
  test('names its operation, holds its output and the request id', async () => {
    const front = newQueryFront({ answer: { IsTruncated: false, Roles: [] } });
    const { status, text, headers } = await answered(signed(bodyOf('ListRoles')), front);
    assert.equal(status, 200);
    assert.equal(
      text,
      '<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><Roles/><IsTruncated>false</IsTruncated></ListRolesResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></ListRolesResponse>',
    );
    assert.equal(headers.get('content-type'), 'text/xml');
    assert.equal(headers.get('x-amzn-requestid'), 'request-1');
  });

  test('has no result where the operation has no output', async () => {
    const { text } = await answered(signed(bodyOf('DeleteRole', 'RoleName=r')));
    assert.equal(
      text,
      '<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></DeleteRoleResponse>',
    );
  });

  test('has an empty result where the output is empty', async () => {
    const { text } = await answered(signed(bodyOf('UpdateRole', 'RoleName=r')));
    assert.match(text, /^<UpdateRoleResponse [^>]*><UpdateRoleResult\/><ResponseMetadata>/);
  });

  test('of STS is in its namespace', async () => {
    const front = newQueryFront({ answer: { UserId: 'u' } });
    const request = signed(bodyOf('GetCallerIdentity', '', stsModel), { service: 'sts' });
    const { text } = await answered(request, front);
    assert.match(
      text,
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult><UserId>u</,
    );
  });

  test('of a failure escapes what its text holds', async () => {
    const { text, status } = await answered(signed(bodyOf('GetUser')));
    assert.equal(status, 404);
    assert.match(
      text,
      /<Code>NoSuchEntity<\/Code><Message>no &lt;user&gt; &amp; &quot;none&quot;&#xD;\n'there'<\/Message>/,
    );
  });

  test('of a failure that nobody foresaw says nothing of it, and the log does', async () => {
    const front = newQueryFront();
    await refused(signed(bodyOf('CreateUser', 'UserName=u')), 500, 'InternalFailure', /^An internal error occurred/, {
      front,
    });
    assert.equal(front.logged.length, 1);
    assert.match(String((front.logged[0]!.details as { error?: unknown }).error), /hunter2/);
  });

  test('of a request that comes too often is Throttling, which SDKs try again', async () => {
    await refused(signed(bodyOf('CreateGroup', 'GroupName=g')), 400, 'Throttling', 'Too many requests');
  });

  test('tells a browser that it may call, with the headers that clients send, but with no credentials', async () => {
    const { app } = newQueryFront();
    const response = await app.request('http://localhost/', {
      method: 'OPTIONS',
      headers: { 'content-type': form, origin: 'https://news.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
    const allowed = response.headers.get('access-control-allow-headers')?.split(',') ?? [];
    for (const name of ['content-type', 'authorization', 'x-amz-date', 'x-amz-security-token', 'amz-sdk-request'])
      assert.ok(allowed.includes(name), name);
    const { headers } = await answered(signed(bodyOf('ListRoles')));
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.match(headers.get('access-control-expose-headers') ?? '', /x-amzn-RequestId/);
  });
});

suite('an operation is told', () => {
  test('who signed, for which region, and what client', async () => {
    const front = newQueryFront();
    const request = signed(bodyOf('GetRole', 'RoleName=r'), { region: 'eu-central-1' });
    request.headers.set('user-agent', 'aws-cli/2');
    await answered(request, front);
    const [{ call } = { call: undefined }] = front.received;
    assert.deepEqual(
      { region: call?.region, principal: call?.principal, userAgent: call?.userAgent, requestId: call?.requestId },
      { region: 'eu-central-1', principal: root, userAgent: 'aws-cli/2', requestId: 'request-1' },
    );
  });

  test('nobody and the default region where nobody signs', async () => {
    const front = newQueryFront();
    const rest = 'RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s1&WebIdentityToken=aaaa';
    const { status } = await answered(unsigned(bodyOf('AssumeRoleWithWebIdentity', rest, stsModel)), front);
    assert.equal(status, 200);
    assert.deepEqual(
      front.received.map(({ call }) => [call.principal, call.region]),
      [[undefined, 'us-east-1']],
    );
    assert.deepEqual(front.asked, []);
  });
});

suite('a request at the common address', () => {
  const seen = async (init: RequestInit, path = '/') =>
    (await newQueryFront().app.request(`http://localhost${path}`, init)).status;
  test('is for this front when it is a form, however its type is written', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-8',
      'APPLICATION/X-WWW-FORM-URLENCODED;charset=UTF-8',
    ]) {
      assert.equal(await seen({ method: 'POST', body: 'a=1', headers: { 'content-type': type } }), 400, type);
    }
  });

  test('is for this front when it is a GET that names an operation', async () => {
    assert.equal(await seen({}, '/?Action=ListRoles&Version=2010-05-08'), 403);
    assert.equal(await seen({}, '/?Version=2010-05-08&Action=ListRoles'), 403);
  });

  test('is for the other front when its type is another, or it has a target', async () => {
    for (const type of [
      'application/json',
      'application/x-amz-json-1.1',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded2',
      '',
    ]) {
      assert.equal(await seen({ method: 'POST', body: 'Action=x', headers: { 'content-type': type } }), 421, type);
    }
    const headers = { 'content-type': form, 'x-amz-target': 'x' };
    assert.equal(await seen({ method: 'POST', body: 'Action=x', headers }), 421);
    assert.equal(await seen({}), 421);
  });
});
