import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { IAM } from '@aws-sdk/client-iam';
import type { RunningServer } from '../../support/running-server.ts';
import { signedInReader, type SignedInReader } from './reader.ts';

const policyOf = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);

/** A reader whose identity gets the role `reader`, which reads what is free and, with the paid readers’ tag, the rest. */
export async function paidReaders(server: RunningServer): Promise<SignedInReader & { readonly roleArn: string }> {
  const ada = await signedInReader(server);
  const { IdentityPoolId } = ada;
  const client = { endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 };
  const iam = new IAM(client);
  const AssumeRolePolicyDocument = policyOf({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  });
  const { Role } = await iam.createRole({ RoleName: 'reader', AssumeRolePolicyDocument });
  await iam.putRolePolicy({
    ...{ RoleName: 'reader', PolicyName: 'free' },
    PolicyDocument: policyOf({
      ...{ Sid: 'Free', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::news/free/*' },
    }),
  });
  await iam.putRolePolicy({
    ...{ RoleName: 'reader', PolicyName: 'paid' },
    PolicyDocument: policyOf({
      ...{ Sid: 'Paid', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::news/paid/*' },
      Condition: { StringEquals: { 'aws:PrincipalTag/tier': 'paid' } },
    }),
  });
  iam.destroy();
  const identities = new CognitoIdentity(client);
  await identities.setIdentityPoolRoles({ IdentityPoolId, Roles: { authenticated: Role!.Arn! } });
  await identities.setPrincipalTagAttributeMap({
    ...{ IdentityPoolId, IdentityProviderName: ada.ProviderName },
    PrincipalTags: { tier: 'custom:tier' },
  });
  identities.destroy();
  return { ...ada, roleArn: Role!.Arn! };
}
