import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccessRequest } from './access-request.ts';
import { explain } from './explain.ts';
import { parsePolicy } from './parse-policy.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';

const account = '000000000000';
const role = `arn:aws:iam::${account}:role/reader`;
const session = {
  kind: 'session',
  arn: `arn:aws:sts::${account}:assumed-role/reader/web`,
  accountId: account,
  roleArn: role,
} as const;
const request: AccessRequest = {
  principal: session,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::news/ada/1',
  context: new Map([['aws:username', 'ada']]),
};

const policy = (name: string, statements: object | readonly object[], kind: PolicyType = 'identity'): NamedPolicy => ({
  name,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), kind),
});

/** The parts of the one statement of a policy, as `name wanted found holds`. */
function partsOf(statement: object, kind: 'identity' | 'resource' = 'identity', asked = request) {
  const only = policy('only', statement, kind);
  const set: PolicySet = kind === 'identity' ? { identity: [only] } : { identity: [], resource: only };
  return explain(asked, set).looked[0]?.parts?.map(({ name, wanted, found, holds }) => [name, wanted, found, holds]);
}

test('a condition key that the request lacks is shown as missing', () => {
  const parts = partsOf({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  });
  assert.deepEqual(parts?.at(-1), ['Bool aws:SecureTransport', ['true'], undefined, false]);
});

test('variables are shown filled in, and as written where nothing fills them', () => {
  const parts = partsOf({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: [
      'arn:aws:s3:::news/${aws:username}/*',
      'arn:aws:s3:::news/${aws:userid}/*',
      "arn:aws:s3:::${some:key, 'none'}/*",
    ],
    Condition: { StringLike: { 'aws:username': '${aws:username}' } },
  });
  const resources = ['arn:aws:s3:::news/ada/*', 'arn:aws:s3:::news/${aws:userid}/*', 'arn:aws:s3:::none/*'];
  assert.deepEqual(parts?.slice(1), [
    ['Resource', resources, request.resource, true],
    ['StringLike aws:username', ['ada'], 'ada', true],
  ]);
});

test('negated elements are called by their names', () => {
  const parts = partsOf({ Effect: 'Allow', NotAction: 's3:Get*', NotResource: 'arn:aws:s3:::news/*' });
  assert.deepEqual(parts, [
    ['NotAction', ['s3:Get*'], 's3:GetObject', false],
    ['NotResource', ['arn:aws:s3:::news/*'], request.resource, false],
  ]);
});

test('a caller is shown by every name that a policy could mean it by', () => {
  const statement = { Effect: 'Allow', Principal: { AWS: [role] }, Action: 's3:*', Resource: '*' };
  assert.deepEqual(partsOf(statement, 'resource')?.[0], ['Principal', [`AWS ${role}`], [session.arn, role], true]);
  const everybody = { ...statement, Principal: '*' };
  const asked = { ...request, principal: { kind: 'anonymous' } as const };
  assert.deepEqual(partsOf(everybody, 'resource', asked)?.[0], ['Principal', ['AWS *'], 'anonymous', true]);
});

test('statements are told in the order of the policies, with what matched among them', () => {
  const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const other = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
  const decision = explain(request, {
    identity: [policy('first', [other, allow]), policy('second', other)],
    boundary: policy('bounds', allow, 'boundary'),
    session: [policy('session policy 1', allow, 'session')],
  });
  assert.equal(decision.allowed, true);
  assert.deepEqual(
    decision.looked.map(({ policy: name, policyType, index, matched }) => [name, policyType, index, matched]),
    [
      ['first', 'identity', 0, false],
      ['first', 'identity', 1, true],
      ['second', 'identity', 0, false],
      ['bounds', 'boundary', 0, true],
      ['session policy 1', 'session', 0, true],
    ],
  );
});
