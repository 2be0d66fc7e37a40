import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { sha256Hex } from '#crypto/digests.ts';
import type { AccessKeys, UsableKey } from '#ports/access-keys.ts';
import { type SignedRequestOptions, signedRequest } from '../../../test/support/signed-request.ts';
import { sigV4Authenticator } from './authenticate.ts';

const now = Date.UTC(2026, 0, 2, 3, 20, 0);
const minute = 60_000;
const root = {
  kind: 'root',
  arn: 'arn:aws:iam::000000000000:root',
  accountId: '000000000000',
  accessKeyId: 'AKIAROOT',
} as const;
const usable = (accessKeyId: string, more: Partial<UsableKey> = {}): UsableKey => ({
  secret: 'secret',
  principal: { ...root, accessKeyId },
  active: true,
  ...more,
});
const keys = new Map([
  ['AKIAROOT', usable('AKIAROOT')],
  ['AKIAOFF', usable('AKIAOFF', { active: false })],
  ['ASIATEMP token', usable('ASIATEMP', { expiresAt: now + 1 })],
  ['ASIAOVER token', usable('ASIAOVER', { expiresAt: now })],
]);
const accessKeys: AccessKeys = { find: async (id, token) => keys.get(token === undefined ? id : `${id} ${token}`) };
const authenticate = sigV4Authenticator({ accessKeys, now: () => now });

const good: SignedRequestOptions = {
  target: 'AWSCognitoIdentityProviderService.ListUserPools',
  accessKeyId: 'AKIAROOT',
  secret: 'secret',
  at: now,
};

async function ask(options: Partial<SignedRequestOptions>, change: (headers: Headers) => void = () => {}, body = '{}') {
  const request = signedRequest({ ...good, ...options });
  change(request.headers);
  return authenticate({
    method: 'POST',
    rawTarget: '/',
    rawHeaders: [...request.headers],
    bodySha256: sha256Hex(body),
    service: 'cognito-idp',
    mustSign: ['x-amz-target'],
  });
}

const mismatch = /^The request signature we calculated does not match/;
const refusals: [name: string, options: Partial<SignedRequestOptions>, code: string, message: RegExp][] = [
  [
    'a scope that ends otherwise',
    { terminator: 'aws3_request' },
    'InvalidSignatureException',
    /valid terminator: 'aws4_request', not 'aws3_request'\.$/,
  ],
  [
    'a scope of another service',
    { service: 'sts' },
    'InvalidSignatureException',
    /^Credential should be scoped to correct service: 'cognito-idp'\.$/,
  ],
  [
    'a region that cannot be one',
    { region: 'US_1' },
    'InvalidSignatureException',
    /^Credential should be scoped to a valid region, not 'US_1'\.$/,
  ],
  [
    'a scope of another day',
    { scopeDate: '20260101' },
    'InvalidSignatureException',
    /'20260101' != '20260102', from '20260102T032000Z'\.$/,
  ],
  [
    'a signature of more than five minutes ago',
    { at: now - 5 * minute - 1000 },
    'InvalidSignatureException',
    /^Signature expired: 20260102T031459Z is now earlier than 20260102T031500Z \(20260102T032000Z - 5 min\.\)$/,
  ],
  [
    'a signature of more than five minutes ahead',
    { at: now + 5 * minute + 1000 },
    'InvalidSignatureException',
    /^Signature not yet current: 20260102T032501Z is still later than 20260102T032500Z \(20260102T032000Z \+ 5 min\.\)$/,
  ],
  [
    'a target that is not signed',
    { unsigned: ['x-amz-target'] },
    'InvalidSignatureException',
    /not signed: x-amz-target$/,
  ],
  [
    'an unknown key',
    { accessKeyId: 'AKIANOBODY' },
    'UnrecognizedClientException',
    /^The security token included in the request is invalid\.$/,
  ],
  ['a key that is switched off', { accessKeyId: 'AKIAOFF' }, 'UnrecognizedClientException', /./],
  ['a lasting key with a session token', { sessionToken: 'token' }, 'UnrecognizedClientException', /./],
  ['a temporary key without its session token', { accessKeyId: 'ASIATEMP' }, 'UnrecognizedClientException', /./],
  [
    'a temporary key with another session token',
    { accessKeyId: 'ASIATEMP', sessionToken: 'other' },
    'UnrecognizedClientException',
    /./,
  ],
  [
    'a temporary key whose time is over',
    { accessKeyId: 'ASIAOVER', sessionToken: 'token' },
    'ExpiredTokenException',
    /expired$/,
  ],
  ['another secret', { secret: 'Secret' }, 'InvalidSignatureException', mismatch],
];

suite('a signature is refused', () => {
  for (const [name, options, code, message] of refusals) {
    test(`with ${name}`, () => assert.rejects(ask(options), { name: code, message }));
  }

  test('when there is none', async () => {
    const missing = ask({}, (headers) => headers.delete('authorization'));
    await assert.rejects(missing, {
      name: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  test('when it is another scheme', async () => {
    await assert.rejects(
      ask({}, (headers) => headers.set('authorization', 'Bearer abc')),
      { name: 'IncompleteSignatureException' },
    );
  });

  test('when a part of it is missing, and the message says which', async () => {
    const partial = ask({}, (headers) => headers.set('authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e'));
    await assert.rejects(partial, {
      name: 'IncompleteSignatureException',
      message:
        /^Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\./,
    });
  });

  test('when a signed header was changed', async () => {
    const changed = ask({}, (headers) =>
      headers.set('x-amz-target', 'AWSCognitoIdentityProviderService.DeleteUserPool'),
    );
    await assert.rejects(changed, { name: 'InvalidSignatureException', message: mismatch });
  });

  test('when the body was changed', async () => {
    await assert.rejects(ask({}, undefined, '{"MaxResults":1}'), {
      name: 'InvalidSignatureException',
      message: mismatch,
    });
  });

  test('when it is in the query', async () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAROOT/20260102/us-east-1/cognito-idp/aws4_request&X-Amz-Date=20260102T032000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=${'0'.repeat(64)}`;
    const call = {
      method: 'POST',
      rawTarget: `/?${query}`,
      rawHeaders: [['host', 'localhost']] as const,
      bodySha256: sha256Hex(''),
      service: 'cognito-idp',
      mustSign: [],
    };
    await assert.rejects(authenticate(call), { name: 'IncompleteSignatureException' });
  });
});

suite('a signature is accepted', () => {
  test('and says who signed, and for which region', async () => {
    assert.deepEqual(await ask({ region: 'eu-west-3' }), { principal: root, region: 'eu-west-3' });
  });

  for (const shift of [-5 * minute, 5 * minute]) {
    test(`${shift / 1000} seconds from now`, async () =>
      assert.equal((await ask({ at: now + shift })).region, 'us-east-1'));
  }

  test('from a temporary key with its session token', async () => {
    const { principal } = await ask({ accessKeyId: 'ASIATEMP', sessionToken: 'token' });
    assert.equal(principal.accessKeyId, 'ASIATEMP');
  });
});
