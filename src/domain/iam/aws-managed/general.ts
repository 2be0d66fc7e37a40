import type { AwsManagedPolicy } from './aws-managed-policy.ts';

const firstDay = Date.UTC(2015, 1, 6, 18, 39, 46);

/** The managed policies of AWS that roles beside Amazon Cognito are commonly given. */
export const generalPolicies: readonly AwsManagedPolicy[] = [
  {
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    name: 'AdministratorAccess',
    path: '/',
    description: 'Provides full access to AWS services and resources.',
    version: 1,
    createdAt: firstDay,
    modifiedAt: firstDay,
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  {
    id: 'ANPAIFIR6V6BVTRAHWINE',
    name: 'AmazonS3FullAccess',
    path: '/',
    description: 'Provides full access to all buckets via the AWS Management Console.',
    version: 2,
    createdAt: firstDay,
    modifiedAt: Date.UTC(2021, 8, 27, 20, 16, 37),
    statements: [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' }],
  },
  {
    id: 'ANPAIZTJ4DXE7G6AGAE6M',
    name: 'AmazonS3ReadOnlyAccess',
    path: '/',
    description: 'Provides read only access to all buckets via the AWS Management Console.',
    version: 3,
    createdAt: firstDay,
    modifiedAt: Date.UTC(2023, 7, 10, 21, 31, 39),
    statements: [
      {
        Effect: 'Allow',
        Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'],
        Resource: '*',
      },
    ],
  },
  {
    id: 'ANPAJNCQGXC42545SKXIK',
    name: 'AWSLambdaBasicExecutionRole',
    path: '/service-role/',
    description: 'Provides write permissions to CloudWatch Logs.',
    version: 1,
    createdAt: Date.UTC(2015, 3, 9, 15, 3, 43),
    modifiedAt: Date.UTC(2015, 3, 9, 15, 3, 43),
    statements: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
];
