import fc from 'fast-check';
import type { AccessRequest, ContextValue, RequestingPrincipal } from '#domain/policy/access-request.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy, PolicySet } from '#domain/policy/policy-set.ts';
import type { PolicyType } from '#domain/policy/policy-type.ts';

const own = '000000000000';
const other = '111111111111';
const provider = 'cognito-identity.amazonaws.com';

/** Callers of every kind that a policy set can meet. */
const principals: readonly RequestingPrincipal[] = [
  { kind: 'root', arn: `arn:aws:iam::${own}:root`, accountId: own },
  { kind: 'user', arn: `arn:aws:iam::${own}:user/ada`, accountId: own, userId: 'AIDAADAADAADAADA' },
  {
    kind: 'session',
    arn: `arn:aws:sts::${own}:assumed-role/reader/web`,
    accountId: own,
    roleArn: `arn:aws:iam::${own}:role/reader`,
    roleId: 'AROAREADERREADER',
  },
  { kind: 'webIdentity', provider },
  { kind: 'anonymous' },
];

const actions = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'];
const resources = ['arn:aws:s3:::shelf/free', 'arn:aws:s3:::shelf/paid/1', 'arn:aws:s3:::shelf/*', '*'];
const roleArn = `arn:aws:iam::${own}:role/reader`;

const condition = fc.constantFrom<Record<string, Record<string, string | string[]>>>(
  { Bool: { 'aws:SecureTransport': 'true' } },
  { BoolIfExists: { 'aws:SecureTransport': 'false' } },
  { StringEquals: { 'aws:PrincipalTag/tier': 'paid' } },
  { StringNotEquals: { 'aws:PrincipalTag/tier': ['paid', 'staff'] } },
  { StringLike: { 'aws:PrincipalTag/tier': 'p*' } },
  { Null: { 'aws:PrincipalTag/tier': 'true' } },
  { Null: { 'aws:PrincipalTag/tier': 'false' } },
  { NumericLessThan: { 's3:max-keys': '10' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { StringEquals: { 'aws:userid': '${aws:PrincipalTag/owner}' } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:news-*' } },
);

const oneOrSome = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });

const identityStatement = fc.record(
  {
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: fc.oneof(
      oneOrSome('s3:GetObject', 's3:Get*', 's3:*', 'sqs:*', '*').map((Action) => ({ Action })),
      oneOrSome('s3:PutObject', 'sqs:*').map((NotAction) => ({ NotAction })),
    ),
    resource: fc.oneof(
      oneOrSome('arn:aws:s3:::shelf/free', 'arn:aws:s3:::shelf/${aws:PrincipalTag/tier}/*', 'arn:aws:s3:::*', '*').map(
        (Resource) => ({ Resource }),
      ),
      oneOrSome('arn:aws:s3:::shelf/paid/*').map((NotResource) => ({ NotResource })),
    ),
    conditions: fc.array(condition, { maxLength: 2 }),
  },
  { requiredKeys: ['effect', 'action', 'resource', 'conditions'] },
);

/** Conditions of one operator are one member. */
const conditionOf = (conditions: readonly Record<string, Record<string, string | string[]>>[]) => {
  const merged: Record<string, Record<string, string | string[]>> = {};
  for (const one of conditions) {
    for (const [operator, keys] of Object.entries(one)) merged[operator] = { ...merged[operator], ...keys };
  }
  return conditions.length > 0 ? { Condition: merged } : {};
};

const principalNames = fc.oneof(
  fc.constant('*'),
  fc.constantFrom(
    { AWS: own },
    { AWS: other },
    { AWS: `arn:aws:iam::${own}:user/ada` },
    { AWS: roleArn },
    { AWS: `arn:aws:sts::${own}:assumed-role/reader/web` },
    { Federated: provider },
  ),
);

const document = (kind: PolicyType, statements: readonly object[], Version: string) =>
  parsePolicy(JSON.stringify({ Version, Statement: statements }), kind);

const version = fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17');

const policyOf = (kind: PolicyType, name: string): fc.Arbitrary<NamedPolicy> =>
  fc
    .tuple(fc.array(fc.tuple(identityStatement, principalNames), { minLength: 1, maxLength: 3 }), version)
    .map(([statements, Version]) => ({
      name,
      document: document(
        kind,
        statements.map(([{ effect, action, resource, conditions }, Principal]) => ({
          Effect: effect,
          ...action,
          ...resource,
          ...(kind === 'resource' && { Principal }),
          ...conditionOf(conditions),
        })),
        Version,
      ),
    }));

const trustPolicy: fc.Arbitrary<NamedPolicy> = fc
  .array(
    fc.tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      oneOrSome('sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'),
      principalNames,
      fc.array(condition, { maxLength: 2 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((statements) => ({
    name: roleArn,
    document: document(
      'trust',
      statements.map(([Effect, Action, Principal, conditions]) => ({
        ...{ Effect, Action, Principal },
        ...conditionOf(conditions),
      })),
      '2012-10-17',
    ),
  }));

const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const context = fc
  .record(
    {
      'aws:securetransport': fc.constantFrom('true', 'false'),
      'aws:principaltag/tier': fc.constantFrom('free', 'paid', 'staff'),
      's3:max-keys': fc.constantFrom('5', '10', '1000'),
      'aws:currenttime': fc.constantFrom('2025-06-01T00:00:00Z', '2026-06-01T00:00:00Z'),
      'aws:sourceip': fc.constantFrom('10.1.2.3', '192.0.2.7'),
      'aws:tagkeys': fc.subarray(['a', 'b', 'c']),
      'aws:userid': fc.constant('AIDAADAADAADAADA'),
    },
    { requiredKeys: [] },
  )
  .map((keys) => new Map(Object.entries(keys) as [string, ContextValue][]));

/** A request with the policies it meets: of identities, boundaries, sessions and resources. */
const accessCase: fc.Arbitrary<{ request: AccessRequest; policies: PolicySet }> = fc.record({
  request: fc.record({
    principal: fc.constantFrom(...principals),
    action: fc.constantFrom(...actions),
    resource: fc.constantFrom(...resources),
    context,
  }),
  policies: fc.record({
    identity: fc
      .tuple(policyOf('identity', 'inline rights'), policyOf('identity', 'inline more'))
      .chain((both) => fc.subarray(both)),
    boundary: some(policyOf('boundary', 'arn:aws:iam::000000000000:policy/bounds')),
    session: some(policyOf('session', 'session policy 1').map((one) => [one])),
    resource: some(policyOf('resource', 'ResourcePolicy')),
    resourceAccountId: fc.constantFrom(undefined, own, other),
  }),
});

/** A request to assume a role. */
const trustCase: fc.Arbitrary<{ request: AccessRequest; policies: PolicySet }> = fc.record({
  request: fc.record({
    principal: fc.constantFrom(...principals.filter(({ kind }) => kind !== 'root' && kind !== 'anonymous')),
    action: fc.constantFrom('sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'),
    resource: fc.constant(roleArn),
    context,
  }),
  policies: fc.record({
    identity: fc.subarray([
      {
        name: 'inline assuming',
        document: document('identity', [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }], '2012-10-17'),
      },
    ]),
    trust: trustPolicy,
    resourceAccountId: fc.constant(own),
  }),
});

export const anyCase = fc.oneof({ weight: 3, arbitrary: accessCase }, { weight: 1, arbitrary: trustCase });
