import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';

/*
 * What a company's role may have: a policy of ten statements for each of nine services, and one that guards the account.
 * Plain and wildcard actions and resources, variables, every kind of condition that people use, allowing and denying.
 */
const services = ['s3', 'dynamodb', 'sqs', 'sns', 'lambda', 'logs', 'kms', 'events', 'states'];

/** An ARN of a service's own. */
export const resource = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:000000000000:${rest}`;

const statementsFor = (service: string): object[] => [
  { Effect: 'Allow', Action: [`${service}:List*`, `${service}:Describe*`], Resource: '*' },
  { Effect: 'Allow', Action: `${service}:GetItem`, Resource: resource(service, 'public/*') },
  {
    Effect: 'Allow',
    Action: [`${service}:GetItem`, `${service}:PutItem`, `${service}:DeleteItem`],
    Resource: resource(service, 'tenants/${aws:PrincipalTag/tenant}/*'),
  },
  {
    Effect: 'Allow',
    Action: `${service}:*Tag*`,
    Resource: resource(service, 'tenants/*'),
    Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['owner', 'stage'] } },
  },
  {
    Effect: 'Allow',
    Action: `${service}:GetItem`,
    Resource: resource(service, 'shared/*'),
    Condition: { StringLike: { 'aws:PrincipalTag/team': ['editors-*', 'authors-*'] } },
  },
  {
    Effect: 'Allow',
    Action: `${service}:PutItem`,
    Resource: resource(service, 'drafts/${aws:userid}/*'),
    Condition: { NumericLessThanEquals: { [`${service}:size`]: '1048576' } },
  },
  {
    Effect: 'Allow',
    Action: `${service}:DeleteItem`,
    Resource: resource(service, 'drafts/*'),
    Condition: { DateLessThan: { 'aws:TokenIssueTime': '2030-01-01T00:00:00Z' } },
  },
  {
    Effect: 'Allow',
    Action: `${service}:Admin*`,
    Resource: '*',
    Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'] } },
  },
  { Effect: 'Deny', Action: `${service}:*`, Resource: resource(service, 'archive/*') },
  {
    Effect: 'Deny',
    Action: [`${service}:DeleteItem`, `${service}:PutItem`],
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
];

const guards: object[] = [
  {
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*', 'support:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-central-1'] } },
  },
  { Effect: 'Deny', Action: ['*'], Resource: '*', Condition: { StringLike: { 'aws:UserAgent': 'forbidden/*' } } },
  { Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateGreaterThan: { 'aws:CurrentTime': '2100-01-01' } } },
  { Effect: 'Deny', Action: '*', Resource: resource('s3', 'vault/*'), Condition: { Null: { 'aws:userid': 'false' } } },
  ...['iam', 'organizations', 'account', 'sso', 'cloudtrail', 'config'].map((service) => ({
    Effect: 'Deny',
    Action: `${service}:*`,
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin/*' } },
  })),
];

const policyOf = (name: string, Statement: object[]): NamedPolicy => ({
  name,
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity'),
});

/** Ten policies of ten statements each. */
export const tenPolicies = (): readonly NamedPolicy[] => [
  ...services.map((service) => policyOf(`inline ${service}`, statementsFor(service))),
  policyOf('inline guards', guards),
];

/** The services that the policies are about, each the same. */
export { services as coveredServices };
