import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContextValue, RequestingPrincipal } from './access-request.ts';
import { changeInWords } from './change-words.ts';
import { explain } from './explain.ts';
import { parsePolicy } from './parse-policy.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { PolicyType } from './policy-type.ts';
import { smallestChanges } from './smallest-change.ts';

const account = '000000000000';
const ada = { kind: 'user', arn: `arn:aws:iam::${account}:user/ada`, accountId: account, userId: 'AIDAADA' } as const;
const role = `arn:aws:iam::${account}:role/reader`;
const article = 'arn:aws:s3:::news/paid/1';

const policy = (name: string, statements: object | readonly object[], kind: PolicyType = 'identity'): NamedPolicy => ({
  name,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), kind),
});
const rights = (...statements: readonly object[]) => policy('inline rights', statements);
const reading = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::news/*' };

interface Asked {
  readonly principal?: RequestingPrincipal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

function told(
  { principal = ada, action = 's3:GetObject', resource = article, context = {} }: Asked,
  policies: PolicySet,
) {
  const keys = Object.entries(context).map(([key, value]) => [key.toLowerCase(), value] as const);
  const given = { request: { principal, action, resource, context: new Map(keys) }, policies };
  return smallestChanges(given, explain(given.request, given.policies)).map(changeInWords);
}

test('of an explicit deny, the condition that would have to differ and the statement to remove are told', () => {
  const tls = {
    Sid: 'OnlyTls',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  assert.deepEqual(told({ context: { 'aws:SecureTransport': 'false' } }, { identity: [rights(reading, tls)] }), [
    "It would be allowed if aws:SecureTransport were 'true' (it is 'false'; statement 2 (OnlyTls) of inline rights denies where Bool aws:SecureTransport false).",
    'It would be allowed if statement 2 (OnlyTls) of inline rights, which denies it, were removed.',
  ]);
});

test('a deny that looks for what the request does not say is met by saying it', () => {
  const mfa = {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
  };
  const [first] = told({}, { identity: [rights(reading, mfa)] });
  assert.equal(
    first,
    "It would be allowed if aws:SourceVpc were 'vpc-1' (the request has none; statement 2 of inline rights denies where StringNotEquals aws:SourceVpc vpc-1).",
  );
});

test('of two denials both have to go, if nothing that the request says avoids both', () => {
  const no = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
  assert.deepEqual(
    told({}, { identity: [rights(reading, no)], boundary: policy('bounds', [reading, no], 'boundary') }),
    [
      'It would be allowed if statement 2 of inline rights, which denies it, were removed, and if statement 2 of bounds, which denies it, were removed.',
    ],
  );
});

test('where something denies and nothing allows, both are told', () => {
  const no = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
  assert.deepEqual(told({}, { identity: [rights(no)] }), [
    `It would be allowed if statement 1 of inline rights, which denies it, were removed, and if identity-based policy inline rights allowed s3:GetObject on ${article}.`,
  ]);
});

test('a condition key that the request lacks is named, with what it would have to be', () => {
  const tagged = { ...reading, Sid: 'Paid', Condition: { StringEquals: { 'aws:PrincipalTag/tier': 'paid' } } };
  assert.deepEqual(told({}, { identity: [rights(tagged)] }), [
    "It would be allowed if aws:PrincipalTag/tier were 'paid' (the request has none; statement 1 (Paid) of inline rights asks for StringEquals aws:PrincipalTag/tier paid).",
  ]);
  assert.deepEqual(told({ context: { 'aws:PrincipalTag/tier': 'free' } }, { identity: [rights(tagged)] }), [
    "It would be allowed if aws:PrincipalTag/tier were 'paid' (it is 'free'; statement 1 (Paid) of inline rights asks for StringEquals aws:PrincipalTag/tier paid).",
  ]);
});

test('every kind of condition has a value that would do', () => {
  const cases: readonly (readonly [
    operator: string,
    wanted: string | string[],
    found: ContextValue | undefined,
    to: string,
  ])[] = [
    ['NumericLessThan', '10', '12', "'9'"],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z', "'2026-01-01T00:00:01.000Z'"],
    ['IpAddress', '10.0.0.0/8', '192.0.2.7', "'10.0.0.0'"],
    ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', "'192.0.2.1'"],
    ['StringLike', 'team-*', 'other', "'team-x'"],
    ['ForAnyValue:StringEquals', 'b', ['a'], "['a', 'b']"],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], "['a']"],
    ['Bool', 'true', 'false', "'true'"],
    ['Null', 'false', undefined, "'other'"],
  ];
  for (const [operator, wanted, found, to] of cases) {
    const conditional = { ...reading, Condition: { [operator]: { 'some:key': wanted } } };
    const [first = ''] = told(
      { context: found === undefined ? {} : { 'some:key': found } },
      { identity: [rights(conditional)] },
    );
    assert.ok(first.startsWith(`It would be allowed if some:key were ${to} (`), `${operator}: ${first}`);
  }
  const absent = { ...reading, Condition: { Null: { 'some:key': 'true' } } };
  const [first = ''] = told({ context: { 'some:key': 'a' } }, { identity: [rights(absent)] });
  assert.ok(first.startsWith("It would be allowed if the request had no some:key (it is 'a'; "), first);
});

test('a statement that lacks only the action, or only the resource, is widened', () => {
  assert.deepEqual(told({ action: 's3:PutObject' }, { identity: [rights(reading)] }), [
    'It would be allowed if statement 1 of inline rights also had s3:PutObject as Action (it has s3:GetObject).',
  ]);
  assert.deepEqual(told({ resource: 'arn:aws:s3:::other/*' }, { identity: [rights(reading)] }), [
    'It would be allowed if statement 1 of inline rights also had arn:aws:s3:::other/${*} as Resource (it has arn:aws:s3:::news/*).',
  ]);
});

test('variables are filled in with what the request has', () => {
  const own = { ...reading, Resource: 'arn:aws:s3:::news/${aws:username}/*' };
  const context = { 'aws:username': 'ada' };
  assert.deepEqual(told({ context, resource: 'arn:aws:s3:::news/bob/1' }, { identity: [rights(own)] }), [
    'It would be allowed if statement 1 of inline rights also had arn:aws:s3:::news/bob/1 as Resource (it has arn:aws:s3:::news/ada/*).',
  ]);
});

test('where nothing is near, the statement to add is told and where it belongs', () => {
  const writing = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' };
  assert.deepEqual(told({}, { identity: [rights(writing)] }), [
    `It would be allowed if identity-based policy inline rights allowed s3:GetObject on ${article}.`,
  ]);
  assert.deepEqual(told({}, { identity: [] }), [
    `It would be allowed if an identity-based policy of the caller allowed s3:GetObject on ${article}.`,
  ]);
});

test('a policy of AWS is never told to be changed', () => {
  const aws = policy('arn:aws:iam::aws:policy/ReadOnlyAccess', [reading]);
  assert.deepEqual(told({ action: 's3:PutObject' }, { identity: [aws] }), [
    `It would be allowed if an identity-based policy of the caller allowed s3:PutObject on ${article}.`,
  ]);
});

test('a boundary, a session policy and the policy on the resource are each told when they are what lacks', () => {
  const other = { ...reading, Resource: 'arn:aws:s3:::news/free/*' };
  const lacking = (set: Partial<PolicySet>) => told({}, { identity: [rights(reading)], ...set });
  assert.deepEqual(lacking({ boundary: policy('bounds', other, 'boundary') }), [
    `It would be allowed if statement 1 of bounds also had ${article} as Resource (it has arn:aws:s3:::news/free/*).`,
  ]);
  assert.deepEqual(lacking({ session: [policy('session policy 1', other, 'session')] }), [
    `It would be allowed if statement 1 of session policy 1 also had ${article} as Resource (it has arn:aws:s3:::news/free/*).`,
  ]);
  assert.deepEqual(lacking({ resourceAccountId: '111111111111' }), [
    `It would be allowed if a policy on the resource allowed s3:GetObject on ${article} to ${ada.arn}.`,
  ]);
});

test('a role that trusts somebody else is told whom it would have to trust', () => {
  const trust = policy(
    role,
    { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' },
    'trust',
  );
  const assuming = rights({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role });
  assert.deepEqual(told({ action: 'sts:AssumeRole', resource: role }, { identity: [assuming], trust }), [
    `It would be allowed if statement 1 of ${role} also had AWS ${ada.arn} as Principal (it has AWS 111111111111).`,
  ]);
});

test('a role that trusts another pool is told to take this one, and to whom it is open stays as it is', () => {
  const trust = (amr: string) =>
    policy(
      role,
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:other' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
        },
      },
      'trust',
    );
  const asked = {
    principal: { kind: 'webIdentity', provider: 'cognito-identity.amazonaws.com' },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role,
  } as const;
  const here = { 'cognito-identity.amazonaws.com:aud': 'us-east-1:here' };
  const amr = 'cognito-identity.amazonaws.com:amr';
  const [first] = told(
    { ...asked, context: { ...here, [amr]: ['authenticated'] } },
    { identity: [], trust: trust('authenticated') },
  );
  assert.equal(
    first,
    `It would be allowed if statement 1 of ${role} also took us-east-1:here as StringEquals cognito-identity.amazonaws.com:aud (it takes us-east-1:other).`,
  );
  const guest = { 'cognito-identity.amazonaws.com:aud': 'us-east-1:other', [amr]: ['unauthenticated'] };
  assert.deepEqual(told({ ...asked, context: guest }, { identity: [], trust: trust('authenticated') }), [
    `It would be allowed if ${amr} were ['unauthenticated', 'authenticated'] (it is ['unauthenticated']; statement 1 of ${role} asks for ForAnyValue:StringLike ${amr} authenticated).`,
  ]);
});

test('of what is allowed, the one statement it hangs on is told', () => {
  assert.deepEqual(told({}, { identity: [rights(reading)] }), [
    'It would be denied if statement 1 of inline rights, which allows it, were removed.',
  ]);
});

test('of what is allowed more than once, a denial is told', () => {
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  assert.deepEqual(told({}, { identity: [rights(reading, all)] }), [
    `It would be denied if identity-based policy inline rights denied s3:GetObject on ${article}.`,
  ]);
});

test("the account's root is denied by nothing but the policy on a resource", () => {
  const root = { kind: 'root', arn: `arn:aws:iam::${account}:root`, accountId: account } as const;
  assert.deepEqual(told({ principal: root }, { identity: [] }), [
    `It would be denied if a policy on the resource denied s3:GetObject on ${article} to ${account}.`,
  ]);
});

test('a policy of thousands of statements and values is explained without trying them all', () => {
  const keys = Array.from({ length: 900 }, (_, at) => `team${at}`);
  const denies = keys.map((key) => ({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringNotEquals: { [`aws:PrincipalTag/${key}`]: 'x' } },
  }));
  const resource = policy(
    'ResourcePolicy',
    denies.map((deny) => ({ ...deny, Principal: '*' })),
    'resource',
  );
  const many = { ...reading, Condition: { StringEquals: { 'aws:PrincipalTag/team': keys } } };
  const [first = '', ...more] = told({}, { identity: [rights(reading)], resource });
  assert.match(first, /^It would be allowed if statement 1 of ResourcePolicy, .*, and 890 more likewise\.$/);
  assert.deepEqual(more, []);
  const [tag = ''] = told({}, { identity: [rights(many)] });
  assert.match(
    tag,
    /^It would be allowed if aws:PrincipalTag\/team were 'team0' \(the request has none; .* team0 or team1 or team2 or 897 more\)\.$/,
  );
});
