import { isOfObjectStore } from './role-arns.ts';

/**
 * What guests' credentials of the enhanced flow are narrowed to, whatever their role allows: this policy and the managed
 * one together. AWS names the services and not the policy; the prefixes are theirs.
 * Source: Amazon Cognito developer guide, "Services with access for unauthenticated identities".
 */
const guestActions = [
  ...['firehose:*', 'kinesisanalytics:*', 'sqs:*', 'sumerian:View*', 'mobileanalytics:*', 'ses:*', 'lambda:*'],
  ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'dynamodb:*', 'sdb:*', 'appsync:*'],
  ...['geo:*', 'sns:*', 'gamelift:*', 'iot:*', 'codewhisperer:*', 'comprehend:*', 'lex:*', 'machinelearning:*'],
  ...['personalize:*', 'polly:*', 'rekognition:*', 'sagemaker:InvokeEndpoint', 'textract:DetectDocumentText'],
  ...['textract:AnalyzeDocument', 'transcribe:*', 'translate:*', 'cloudwatch:*', 'logs:*', 'execute-api:*'],
  ...['cognito-identity:*', 'cognito-idp:*', 'cognito-sync:*', 's3:*'],
];

/** Policies that narrow a session. */
export interface SessionPolicies {
  readonly policies: readonly [] | readonly [string];
  readonly policyArns: readonly string[];
}

const allowing = (actions: readonly string[], resource: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
  });

export const guestSession: SessionPolicies = {
  policies: [allowing(guestActions, '*')],
  policyArns: ['arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy'],
};

/** Of the two policies, what an object store understands. */
const guestSessionInStore: SessionPolicies = { policies: [allowing(['s3:*'], 'arn:aws:s3:::*')], policyArns: [] };

/** To what a guest's session of the role is narrowed. */
export const guestSessionOf = (roleArn: string): SessionPolicies =>
  isOfObjectStore(roleArn) ? guestSessionInStore : guestSession;
