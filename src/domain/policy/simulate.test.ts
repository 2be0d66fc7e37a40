import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from './access-request.ts';
import { parsePolicy } from './parse-policy.ts';
import type { NamedPolicy } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';
import { simulate, type Simulation } from './simulate.ts';

const account = '123456789012';
const elsewhere = '210987654321';
const ada = { kind: 'user', arn: `arn:aws:iam::${account}:user/ada`, accountId: account, userId: 'AIDAADA' } as const;
const none: Context = new Map();

const named = (name: string, statements: object | object[], kind: PolicyType = 'identity'): NamedPolicy => ({
  name,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), kind),
});

const reading = named('PolicyInputList.1', [
  { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::shelf/*' },
  { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::shelf/secret/*' },
]);

const ask = (simulation: Partial<Simulation>) =>
  simulate({
    policies: [reading],
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::shelf/book'],
    context: none,
    caller: ada,
    ...simulation,
  });

test('an action with a wildcard, or none at all, is refused', () => {
  for (const action of ['s3:Get*', 's3:', 'GetObject', 's3:Get:Object', '*', ''])
    assert.throws(() => ask({ actions: [action] }), { code: 'InvalidInput' }, action);
});

test('two permissions boundaries are refused', () => {
  const all = named('b', { Effect: 'Allow', Action: '*', Resource: '*' }, 'boundary');
  assert.throws(() => ask({ boundary: [all, all] }), { code: 'InvalidInput' });
});

test('each action has one result, whose decision is the strictest of its resources', () => {
  const resources = ['arn:aws:s3:::shelf/book', 'arn:aws:s3:::shelf/secret/diary', 'arn:aws:s3:::other/book'];
  const [result, ...more] = ask({ resources });
  assert.equal(more.length, 0);
  assert.equal(result?.decision, 'explicitDeny');
  assert.equal(result?.resource, '*');
  assert.deepEqual(
    result?.resources?.map(({ resource, decision, matched }) => [resource, decision, matched.length]),
    [
      [resources[0], 'allowed', 1],
      [resources[1], 'explicitDeny', 1],
      [resources[2], 'implicitDeny', 0],
    ],
  );
  assert.deepEqual(result?.matched, result?.resources?.[1]?.matched, 'only what led to the decision');
});

test('a matched statement is named by its policy, and found between two places of its text', () => {
  const text = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}`;
  const policies = [{ name: 'PolicyInputList.1', document: parsePolicy(text, 'identity') }];
  assert.deepEqual(ask({ policies })[0]?.matched, [
    {
      sourcePolicyId: 'PolicyInputList.1',
      sourcePolicyType: 'IAM Policy',
      start: { line: 1, column: 41 },
      end: { line: 1, column: 103 },
    },
  ]);
});

test('places are where AWS finds them in a text of several lines', () => {
  const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}`;
  const [result] = ask({ policies: [{ name: 'AdministratorAccess', document: parsePolicy(text, 'identity') }] });
  assert.deepEqual(result?.matched[0]?.start, { line: 3, column: 17 });
  assert.deepEqual(result?.matched[0]?.end, { line: 8, column: 6 });
});

test('without resources, every resource is meant and none is told apart', () => {
  const [result] = ask({ resources: [] });
  assert.equal(result?.decision, 'implicitDeny');
  assert.equal(result?.resource, '*');
  assert.equal(result?.resources, undefined);
  assert.equal(result?.details, undefined);
});

test('within an account, the details are there and empty', () => {
  assert.deepEqual(ask({})[0]?.details, {});
  assert.deepEqual(ask({})[0]?.resources?.[0]?.details, {});
});

test('between accounts both sides must allow, and each says what it does', () => {
  const grant = (effect: string) =>
    named(
      'ResourcePolicy',
      { Effect: effect, Principal: { AWS: ada.arn }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shelf/*' },
      'resource',
    );
  const resourceOwner = `arn:aws:iam::${elsewhere}:root`;
  const of = (simulation: Partial<Simulation>) => {
    const [result] = ask({ resourceOwner, ...simulation });
    return [result?.decision, result?.details];
  };
  assert.deepEqual(of({ resourcePolicy: grant('Allow') }), [
    'allowed',
    { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' },
  ]);
  assert.deepEqual(of({ resourcePolicy: grant('Deny') }), [
    'explicitDeny',
    { 'IAM Policy': 'allowed', 'Resource Policy': 'explicitDeny' },
  ]);
  assert.deepEqual(of({ resourcePolicy: grant('Allow'), policies: [] }), [
    'implicitDeny',
    { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
  ]);
  assert.deepEqual(of({}), ['implicitDeny', { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' }]);
});

test('a resource whose ARN has an account is that account’s', () => {
  const queue = `arn:aws:sqs:eu-west-1:${elsewhere}:orders`;
  const resourcePolicy = named(
    'ResourcePolicy',
    { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: queue },
    'resource',
  );
  const [result] = ask({ policies: [], resourcePolicy, actions: ['sqs:SendMessage'], resources: [queue] });
  assert.equal(result?.decision, 'implicitDeny', 'the caller’s own account has not allowed it');
});

test('a boundary limits, is told by itself, and is named when it denies', () => {
  const boundary = (effect: string, action: string) => [
    named('PermissionsBoundaryPolicyInputList.1', { Effect: effect, Action: action, Resource: '*' }, 'boundary'),
  ];
  const of = (simulation: Partial<Simulation>) => {
    const [result] = ask(simulation);
    return [result?.decision, result?.allowedByBoundary, result?.matched.map((one) => one.sourcePolicyType)];
  };
  assert.deepEqual(of({ boundary: boundary('Allow', 's3:*') }), [
    'allowed',
    true,
    ['IAM Policy', 'Permissions Boundary Policy'],
  ]);
  assert.deepEqual(of({ boundary: boundary('Allow', 'ec2:*') }), ['implicitDeny', false, []]);
  assert.deepEqual(of({ boundary: boundary('Deny', 's3:*') }), [
    'explicitDeny',
    false,
    ['Permissions Boundary Policy'],
  ]);
  assert.deepEqual(of({}), ['allowed', undefined, ['IAM Policy']]);
});

test('keys that the policies ask for and the context lacks are listed once', () => {
  const policies = [
    named('PolicyInputList.1', [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::shelf/${aws:PrincipalTag/team}/${aws:username, "nobody"}'.replaceAll('"', "'"),
        Condition: {
          IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
          StringLike: { 's3:prefix': '${aws:principaltag/Team}/${aws:userid}' },
        },
      },
      { Effect: 'Deny', Action: 'ec2:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::other/*',
        Condition: { StringEquals: { 's3:ExistingObjectTag/x': '${aws:TokenIssueTime}' } },
      },
    ]),
  ];
  const missing = (context: Context) => ask({ policies, context })[0]?.missingContext;
  assert.deepEqual(missing(none), ['aws:PrincipalTag/team', 'aws:SourceIp', 's3:prefix', 'aws:userid']);
  assert.deepEqual(
    missing(
      new Map([
        ['aws:sourceip', '10.1.1.1'],
        ['aws:userid', 'x'],
      ]),
    ),
    ['aws:PrincipalTag/team', 's3:prefix'],
  );
});
