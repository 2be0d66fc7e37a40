import fc from 'fast-check';
import type { AccessRequest, RequestingPrincipal } from '#domain/policy/access-request.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy, PolicySet } from '#domain/policy/policy-set.ts';
import type { PolicyType } from '#domain/policy/policy-type.ts';

/** A statement as it stands in a policy's JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/** Policies of each kind, as the statements of each; a kind that is absent has no say. */
export interface WrittenPolicies {
  readonly identity: readonly (readonly Statement[])[];
  readonly boundary?: readonly Statement[] | undefined;
  readonly session?: readonly (readonly Statement[])[] | undefined;
  readonly resource?: readonly Statement[] | undefined;
  readonly trust?: readonly Statement[] | undefined;
  readonly owner?: string | undefined;
}

const [own, other] = ['123456789012', '210987654321'];

const ada = {
  kind: 'user',
  arn: `arn:aws:iam::${own}:user/ada`,
  accountId: own,
  userId: 'AIDAADAADAADAADAADAA2',
} as const;
const reader = {
  kind: 'session',
  arn: `arn:aws:sts::${own}:assumed-role/reader/s`,
  accountId: own,
  roleArn: `arn:aws:iam::${own}:role/reader`,
  roleId: 'AROAREADERREADERREAD2',
} as const;

/** Everybody who may ask, of few, so that policies often speak of them. */
const principals: readonly RequestingPrincipal[] = [
  ada,
  reader,
  { kind: 'user', arn: `arn:aws:iam::${other}:user/eve`, accountId: other, userId: 'AIDAEVEEVEEVEEVEEVEE2' },
  { kind: 'root', arn: `arn:aws:iam::${own}:root`, accountId: own },
  { kind: 'federatedUser', arn: `arn:aws:sts::${own}:federated-user/bob`, accountId: own, userArn: ada.arn },
  { kind: 'webIdentity', provider: 'cognito-identity.amazonaws.com' },
  { kind: 'service', provider: 'lambda.amazonaws.com' },
  { kind: 'anonymous' },
];

const oneOrMore = (values: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

/** An element, or its negation. */
const elementOrNot = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Statement> =>
  fc.tuple(fc.constantFrom(name, name, `Not${name}`), value).map(([key, found]) => ({ [key]: found }));

const actions = oneOrMore(['*', 's3:*', 's3:Get*', 's3:GetObject', 'S3:putobject', 'iam:PassRole', 'sts:AssumeRole']);
const trustActions = oneOrMore(['sts:*', 'sts:AssumeRole', 'sts:Assume*', 'sts:TagSession']);

const resources = oneOrMore([
  '*',
  'arn:aws:s3:::shelf/*',
  'arn:aws:s3:::shelf/book',
  'arn:aws:s3:::shelf/${aws:PrincipalTag/dept}/*',
  "arn:aws:s3:::shelf/${aws:username, 'all'}/?",
  `arn:aws:iam::${own}:role/*`,
]);

const principal = fc.oneof(
  fc.constant('*'),
  fc.record(
    {
      AWS: oneOrMore(['*', own, other, ada.arn, ada.userId, reader.arn, reader.roleArn, reader.roleId]),
      Federated: fc.constant('cognito-identity.amazonaws.com'),
      Service: fc.constant('lambda.amazonaws.com'),
    },
    { requiredKeys: ['AWS'] },
  ),
);

const condition: fc.Arbitrary<Statement> = fc
  .uniqueArray(
    fc.constantFrom<readonly [string, Statement]>(
      ['StringEquals', { 'aws:username': ['ada', '${aws:PrincipalTag/dept}'] }],
      ['StringNotEquals', { 'aws:username': 'ada' }],
      ['StringLikeIfExists', { 's3:prefix': '${aws:username}/*', 'aws:PrincipalTag/dept': 'n?ws' }],
      ['ForAllValues:StringEquals', { 'aws:TagKeys': ['cost', 'team'] }],
      ['ForAnyValue:StringNotLike', { 'aws:TagKeys': 'c*' }],
      ['Bool', { 'aws:SecureTransport': true }],
      ['Null', { 'aws:username': 'false' }],
      ['NumericLessThan', { 's3:max-keys': 10 }],
      ['DateGreaterThan', { 'aws:CurrentTime': '2026-05-01' }],
      ['NotIpAddress', { 'aws:SourceIp': ['10.0.0.0/8', '::1'] }],
      ['ArnLike', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' }],
    ),
    { maxLength: 2, selector: ([operator]) => operator },
  )
  .map((found) => (found.length === 0 ? {} : { Condition: Object.fromEntries(found) }));

/** A statement that may stand in a policy of the kind. */
export const arbitraryStatement = (
  kind: PolicyType,
  effect: fc.Arbitrary<string> = fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
): fc.Arbitrary<Statement> => {
  const trusts = kind === 'trust';
  const names =
    kind === 'resource' ? elementOrNot('Principal', principal) : principal.map((Principal) => ({ Principal }));
  return fc
    .tuple(
      effect.map((Effect) => ({ Effect })),
      kind === 'resource' || trusts ? names : fc.constant({}),
      elementOrNot('Action', trusts ? trustActions : actions),
      trusts ? fc.constant({}) : elementOrNot('Resource', resources),
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: condition }),
    )
    .map((parts) => Object.assign({}, ...parts) as Statement);
};

const statements = (kind: PolicyType) => fc.array(arbitraryStatement(kind), { minLength: 1, maxLength: 3 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

export const arbitraryPolicies: fc.Arbitrary<WrittenPolicies> = fc.record({
  identity: fc.array(statements('identity'), { maxLength: 3 }),
  boundary: maybe(statements('boundary')),
  session: maybe(fc.array(statements('session'), { maxLength: 2 })),
  resource: maybe(statements('resource')),
  trust: fc.option(statements('trust'), { nil: undefined, freq: 2 }),
  owner: fc.constantFrom(undefined, own, other),
});

export const arbitraryRequest: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'iam:PassRole', 'sts:AssumeRole', 'sts:TagSession'),
  resource: fc.constantFrom(
    'arn:aws:s3:::shelf/book',
    'arn:aws:s3:::shelf/news/x',
    'arn:aws:s3:::shelf/all/x',
    `arn:aws:iam::${own}:role/reader`,
    '*',
  ),
  context: fc
    .record(
      {
        'aws:username': fc.constantFrom('ada', 'bob', '*'),
        'aws:principaltag/dept': fc.constantFrom('news', 'ada', '*'),
        's3:prefix': fc.constantFrom('ada/x', 'bob/x', ''),
        'aws:tagkeys': fc.subarray(['cost', 'team', 'owner']),
        'aws:securetransport': fc.constantFrom('true', 'false'),
        's3:max-keys': fc.constantFrom('5', '10', 'ten'),
        'aws:currenttime': fc.constantFrom('2026-05-02T00:00:00Z', '1000000000'),
        'aws:sourceip': fc.constantFrom('10.1.1.1', '203.0.113.7', '::1'),
        'aws:principalarn': fc.constantFrom(ada.arn, reader.roleArn),
      },
      { requiredKeys: [] },
    )
    .map((found) => new Map(Object.entries(found))),
});

/** The policies, read. */
export function policySet({ identity, boundary, session, resource, trust, owner }: WrittenPolicies): PolicySet {
  const only = (kind: PolicyType, one: readonly Statement[] | undefined) => one && named(kind, one, 0);
  return {
    identity: identity.map((one, index) => named('identity', one, index)),
    boundary: only('boundary', boundary),
    session: session?.map((one, index) => named('session', one, index)),
    resource: only('resource', resource),
    trust: only('trust', trust),
    resourceAccountId: owner,
  };
}

const named = (kind: PolicyType, statement: readonly Statement[], index: number): NamedPolicy => ({
  name: `${kind} ${index}`,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), kind),
});
