import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { awsManagedPolicies, documentOf } from '../iam/aws-managed/policies.ts';
import { evaluate } from '../policy/evaluate.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { NamedPolicy } from '../policy/policy-set.ts';
import { guestSession } from './guest-session.ts';

const named = (name: string, text: string, kind: Parameters<typeof parsePolicy>[1]): NamedPolicy => ({
  name,
  document: parsePolicy(text, kind),
});
const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const session = [
  ...guestSession.policies.map((text) => named('session policy', text, 'session')),
  ...guestSession.policyArns.map((arn) => named(arn, documentOf(awsManagedPolicies.get(arn)!), 'identity')),
];
const accountId = '000000000000';

/** Whether a guest may, whose role may everything. */
const may = (action: string): boolean =>
  evaluate(
    {
      principal: { kind: 'session', arn: `arn:aws:sts::${accountId}:assumed-role/guest/one`, accountId },
      ...{ action, resource: '*', context: new Map() },
    },
    { identity: [named('rights', everything, 'identity')], session },
  ).allowed;

suite('a guest whose role allows everything', () => {
  for (const action of [
    ...['s3:GetObject', 'dynamodb:PutItem', 'execute-api:Invoke', 'appsync:GraphQL', 'lambda:InvokeFunction'],
    ...['cognito-identity:ListIdentityPools', 'cognito-idp:ListUsers', 'cognito-sync:ListRecords', 'kms:Encrypt'],
    ...['kms:ReEncryptTo', 'sumerian:ViewRelease', 'sagemaker:InvokeEndpoint', 'textract:AnalyzeDocument'],
    // Only by the managed policy.
    ...['rum:PutRumEvents', 'mobiletargeting:PutEvents', 'kms:GenerateDataKeyPair'],
  ]) {
    test(`may ${action}`, () => assert.equal(may(action), true));
  }

  for (const action of [
    ...['iam:CreateUser', 'iam:GetRole', 'sts:AssumeRole', 'ec2:RunInstances', 'evidently:EvaluateFeature'],
    ...['kms:CreateKey', 'sagemaker:CreateEndpoint', 'textract:StartDocumentAnalysis', 'sumerian:Login'],
    ...['secretsmanager:GetSecretValue', 'rum:DeleteAppMonitor'],
  ]) {
    test(`may not ${action}`, () => assert.equal(may(action), false));
  }
});
