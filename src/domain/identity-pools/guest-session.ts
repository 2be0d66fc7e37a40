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

export const guestSession = {
  policies: [
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: guestActions, Resource: '*' }],
    }),
  ],
  policyArns: ['arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy'],
} as const;
