import type { ServiceModel, Shape } from '#contract/model.ts';

const text = (min: number, max: number, pattern?: string): Shape => ({
  type: 'string',
  min,
  max,
  ...(pattern !== undefined && { pattern }),
});

/** What a search may contain, in the form of AWS's constraint tables; the lengths are AWS's for the same members. */
export const findModel: ServiceModel = {
  service: 'cenote',
  invalidInput: 'validation',
  publicSignature: 'verified',
  operations: { FindIdentities: { auth: 'sigv4', input: 'FindIdentities', output: null, errors: [] } },
  shapes: {
    FindIdentities: {
      type: 'structure',
      members: {
        IdentityId: 'IdentityId',
        Sub: 'Sub',
        Username: 'Username',
        UserPoolId: 'UserPoolId',
        Provider: 'Provider',
        Subject: 'Subject',
        DeveloperUserIdentifier: 'DeveloperUserIdentifier',
        IdentityPoolId: 'IdentityId',
      },
    },
    IdentityId: text(1, 55, String.raw`[\w-]+:[0-9a-f-]+`),
    UserPoolId: text(1, 55, String.raw`[\w-]+_[0-9a-zA-Z]+`),
    Sub: text(1, 131),
    Username: text(1, 128),
    Provider: text(1, 2_048),
    Subject: text(1, 2_048),
    DeveloperUserIdentifier: text(1, 1_024),
  },
};
