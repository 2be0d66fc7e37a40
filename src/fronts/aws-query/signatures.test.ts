import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { stsModel } from '#contract/model.ts';
import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import {
  answered,
  bodyOf,
  form,
  isRefused,
  newQueryFront,
  presigned,
  refused,
  signed,
  unsigned,
} from '../../../test/support/aws-query-front.ts';

const body = bodyOf('GetRole', 'RoleName=r');
const minute = 60_000;
const invalidToken = 'The security token included in the request is invalid.';

suite('a signed operation is refused', () => {
  test(
    'unsigned',
    isRefused(unsigned(body), 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'),
  );

  test(
    'unsigned, before its input is looked at',
    isRefused(unsigned(bodyOf('GetRole')), 403, 'MissingAuthenticationToken', /./),
  );

  test('with a signature of another kind', async () => {
    const request = unsigned(body, { authorization: 'Bearer abc' });
    await refused(request, 400, 'IncompleteSignature', /^Invalid key=value pair/);
  });

  test('with a signature that lacks its parts', async () => {
    const request = signed(body);
    const authorization = request.headers.get('authorization')!.replace(/, Signature=.*/, '');
    request.headers.set('authorization', authorization);
    await refused(request, 400, 'IncompleteSignature', /^Authorization header requires 'Signature' parameter/);
  });

  test(
    'with an unknown key',
    isRefused(signed(body, { accessKeyId: 'AKIANOBODY' }), 403, 'InvalidClientTokenId', invalidToken),
  );
  test(
    'with a key that is switched off',
    isRefused(signed(body, { accessKeyId: 'AKIAOFF' }), 403, 'InvalidClientTokenId', invalidToken),
  );
  test(
    'with a temporary key without its token',
    isRefused(signed(body, { accessKeyId: 'ASIAOVER' }), 403, 'InvalidClientTokenId', invalidToken),
  );
  test(
    'with a lasting key and a token',
    isRefused(signed(body, { sessionToken: 'token' }), 403, 'InvalidClientTokenId', invalidToken),
  );
  test(
    'with a temporary key that is over',
    isRefused(
      signed(body, { accessKeyId: 'ASIAOVER', sessionToken: 'token' }),
      403,
      'ExpiredToken',
      'The security token included in the request is expired',
    ),
  );
  test(
    'with a wrong secret',
    isRefused(signed(body, { secret: 'wrong' }), 403, 'SignatureDoesNotMatch', /does not match/),
  );
  test(
    'signed for the other service',
    isRefused(
      signed(body, { service: 'sts' }),
      403,
      'SignatureDoesNotMatch',
      "Credential should be scoped to correct service: 'iam'.",
    ),
  );
  test(
    'signed too long ago',
    isRefused(signed(body, { at: Date.now() - 6 * minute }), 403, 'SignatureDoesNotMatch', /^Signature expired: /),
  );
  test(
    'signed in the future',
    isRefused(
      signed(body, { at: Date.now() + 6 * minute }),
      403,
      'SignatureDoesNotMatch',
      /^Signature not yet current: /,
    ),
  );

  test('with its body exchanged', async () => {
    const { headers } = signed(body);
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers,
      body: bodyOf('GetRole', 'RoleName=s'),
    });
    await refused(request, 403, 'SignatureDoesNotMatch', /does not match/);
  });

  test('with something added to its query string', async () => {
    const { headers } = signed(body);
    const request = new Request('http://localhost/?PathPrefix=/x/', { method: 'POST', headers, body });
    await refused(request, 403, 'SignatureDoesNotMatch', /does not match/);
  });

  test('to a principal who may not', async () => {
    await refused(
      signed(body, { accessKeyId: 'AKIAADA' }),
      403,
      'AccessDenied',
      'User: arn:aws:iam::000000000000:user/ada is not authorized to perform: iam:GetRole on resource: *',
    );
  });

  test('to a principal who may not, before its input is held against the contract', async () => {
    await refused(signed(bodyOf('GetRole', 'RoleName=a%20b'), { accessKeyId: 'AKIAADA' }), 403, 'AccessDenied', /./);
  });
});

suite('authorization asks about', () => {
  test('the action of the service, with the input as it was sent and who calls', async () => {
    const front = newQueryFront();
    await answered(signed(bodyOf('TagRole', 'RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v')), front);
    assert.deepEqual(
      front.asked.map(({ action, input, call }) => ({ action, input, who: call.principal?.arn })),
      [
        {
          action: 'iam:TagRole',
          input: { RoleName: 'r', Tags: [{ Key: 'k', Value: 'v' }] },
          who: 'arn:aws:iam::000000000000:root',
        },
      ],
    );
  });

  test('STS by its own name', async () => {
    const front = newQueryFront();
    await answered(signed(bodyOf('GetCallerIdentity', '', stsModel), { service: 'sts' }), front);
    assert.deepEqual(
      front.asked.map(({ action }) => action),
      ['sts:GetCallerIdentity'],
    );
  });
});

suite('an operation in a query string', () => {
  const query = bodyOf('GetRole', 'RoleName=r');

  test('runs when the signature stands in the query too', async () => {
    const front = newQueryFront();
    assert.equal((await answered(presigned(query), front)).status, 200);
    assert.deepEqual(
      front.received.map(({ name, input }) => [name, input]),
      [['GetRole', { RoleName: 'r' }]],
    );
  });

  test('runs presigned for GetCallerIdentity, as Vault and Kubernetes send it', async () => {
    const front = newQueryFront({ answer: { Account: '000000000000' } });
    const request = presigned(bodyOf('GetCallerIdentity', '', stsModel), { service: 'sts' });
    const { status, text } = await answered(request, front);
    assert.equal(status, 200);
    assert.match(text, /<Account>000000000000<\/Account>/);
  });

  test('is refused unsigned', async () => {
    await refused(new Request(`http://localhost/?${query}`), 403, 'MissingAuthenticationToken', /./);
  });

  test('is refused past its expiry', async () => {
    const request = presigned(query, { at: Date.now() - 61_000, expires: 60 });
    await refused(request, 403, 'SignatureDoesNotMatch', /^Signature expired: .* 1 min\.\)$/);
  });

  test('is refused with a parameter changed', async () => {
    const { url } = presigned(query);
    await refused(new Request(url.replace('RoleName=r', 'RoleName=s')), 403, 'SignatureDoesNotMatch', /does not match/);
  });

  test('is refused with a parameter added', async () => {
    const { url } = presigned(query);
    await refused(new Request(`${url}&Surprise=1`), 403, 'SignatureDoesNotMatch', /does not match/);
  });

  test('is refused with a signature in the header as well', async () => {
    const request = new Request(presigned(query).url, {
      headers: { authorization: `AWS4-HMAC-SHA256 ${formatAmzDate(0)}` },
    });
    await refused(request, 400, 'IncompleteSignature', /./);
  });

  test('is refused when it is sent as a form', async () => {
    const { url } = presigned(query);
    const request = new Request(url, { method: 'POST', body: '', headers: { 'content-type': form } });
    await refused(request, 403, 'SignatureDoesNotMatch', /does not match/);
  });
});
