import type { ServiceModel } from '#contract/model.ts';

/** What a request about sessions may contain, in the form of AWS's constraint tables; a role's name is as IAM has it. */
export const sessionsModel: ServiceModel = {
  service: 'cenote',
  invalidInput: 'validation',
  publicSignature: 'verified',
  operations: { RevokeSessions: { auth: 'sigv4', input: 'RevokeSessions', output: null, errors: [] } },
  shapes: {
    RevokeSessions: { type: 'structure', members: { RoleName: 'RoleName' }, required: ['RoleName'] },
    RoleName: { type: 'string', min: 1, max: 64, pattern: String.raw`[\w+=,.@-]+` },
  },
};
