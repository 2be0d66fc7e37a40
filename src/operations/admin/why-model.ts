import type { ServiceModel } from '#contract/model.ts';

const who = {
  IdentityId: 'IdentityId',
  IdentityPoolId: 'IdentityId',
  Provider: 'Text',
  Username: 'Text',
  Claims: 'Claims',
  CustomRoleArn: 'Arn',
};

/** What the questions may contain, in the form of AWS's constraint tables, so that broken ones are told in AWS's words. */
export const whyModel: ServiceModel = {
  service: 'cenote',
  invalidInput: 'validation',
  publicSignature: 'verified',
  operations: {
    ExplainAccess: { auth: 'sigv4', input: 'ExplainAccess', output: null, errors: [] },
    ExplainRole: { auth: 'sigv4', input: 'ExplainRole', output: null, errors: [] },
  },
  shapes: {
    ExplainRole: { type: 'structure', members: who },
    ExplainAccess: {
      type: 'structure',
      members: {
        ...who,
        Principal: 'Arn',
        Action: 'Action',
        Resource: 'Text',
        Context: 'Context',
        ResourcePolicy: 'Policy',
      },
      required: ['Action'],
    },
    IdentityId: { type: 'string', min: 1, max: 55, pattern: '[\\w-]+:[0-9a-f-]+' },
    Arn: { type: 'string', min: 20, max: 2_048, pattern: 'arn:aws:(iam|sts)::\\d{12}:[^\\s].*' },
    Action: { type: 'string', min: 3, max: 128, pattern: '[A-Za-z0-9-]+:[A-Za-z0-9_-]+' },
    Text: { type: 'string', min: 1, max: 2_048 },
    // As long as a policy on a bucket may be at AWS.
    Policy: { type: 'string', min: 1, max: 20_480 },
    Claims: { type: 'map', key: 'Name', value: 'Document', max: 100 },
    Context: { type: 'map', key: 'Name', value: 'Document', max: 100 },
    Name: { type: 'string', min: 1, max: 256 },
    Document: { type: 'document' },
  },
};
