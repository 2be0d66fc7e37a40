import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { iamArn, nameInArn, readIamArn } from './arns.ts';

const parsed = { code: 'ValidationError', message: 'Invalid ARN:  Could not be parsed!' };

suite('ARNs of IAM', () => {
  for (const arn of [
    '',
    'reader',
    'arn:aws:iam::000000000000:root',
    'arn:aws:iam::000000000000:role/',
    'arn:aws:iam::00000000000:role/reader',
    'arn:aws:sts::000000000000:assumed-role/reader/session',
    'arn:aws:iam:us-east-1:000000000000:role/reader',
    'arn:aws-cn:iam::000000000000:role/reader',
    ' arn:aws:iam::000000000000:role/reader',
  ]) {
    test(`are not ${arn || 'nothing'}`, () => assert.equal(readIamArn(arn), undefined));
  }

  test('are taken apart as they are put together', () => {
    for (const [path, name] of [
      ['/', 'reader'],
      ['/team/', 'reader'],
      ['/team/b/', 'r+=,.@-'],
    ] as const) {
      const arn = iamArn('123456789012', 'role', path, name);
      assert.deepEqual(readIamArn(arn), { accountId: '123456789012', resource: 'role', path, name });
    }
    assert.equal(readIamArn('arn:aws:iam::aws:policy/service-role/X')?.accountId, 'aws');
  });
});

suite('the name of a provider', () => {
  for (const [arn, kind] of [
    ['arn:aws:iam::000000000000:saml-provider/x', 'oidc-provider'],
    ['arn:aws:iam::000000000000:oidc-provider/x', 'saml-provider'],
    ['arn:aws:iam::000000000000:oidc-provider/', 'oidc-provider'],
    ['arn:aws:iam::aws:oidc-provider/x', 'oidc-provider'],
    ['https://example.com', 'oidc-provider'],
  ] as const) {
    test(`is not in ${arn}, read as ${kind}`, () => assert.throws(() => nameInArn(arn, kind), parsed));
  }

  test('is everything after its kind, a last slash too', () => {
    for (const url of ['example.com', 'example.com/a/b', 'tenant.auth0.com/']) {
      assert.equal(nameInArn(`arn:aws:iam::000000000000:oidc-provider/${url}`, 'oidc-provider'), url);
    }
  });
});
