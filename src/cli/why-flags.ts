import type { ExplainRoleInput } from '#operations/admin/explained.ts';
import type { Call, Flag } from './command.ts';
import { membersFrom } from './flags.ts';
import { keyValues } from './key-values.ts';

/** The flags that say who of an identity pool asks, and the members they stand for. */
export const askerMembers = {
  identity: 'IdentityId',
  'identity-pool': 'IdentityPoolId',
  provider: 'Provider',
  username: 'Username',
  claim: 'Claims',
  'custom-role': 'CustomRoleArn',
} as const;

export const askerFlags: Readonly<Record<string, Flag>> = {
  identity: { value: 'ID', description: 'An identity that is there' },
  'identity-pool': {
    value: 'ID',
    description: 'Or whoever would come to this pool: a guest, or with --provider a user',
  },
  provider: { value: 'KEY', description: 'The provider’s key in Logins, where the pool has several' },
  username: { value: 'NAME', description: 'A user of the user pool that the provider is' },
  claim: {
    value: 'NAME=VALUE',
    repeatable: true,
    description: 'A claim of the token, before the user’s own; NAME:=JSON for what is no text; again for a list',
  },
  'custom-role': { value: 'ARN', description: 'The role that the client asks for' },
};

export function askerFrom(call: Call): ExplainRoleInput {
  const { claim, ...texts } = askerMembers;
  const claims = call.values('claim');
  return { ...membersFrom(call, texts), ...(claims.length > 0 && { [claim]: keyValues('claim', claims) }) };
}

/** What to try when somebody who is named is not there. */
export const askerAdvice = {
  identityNotFound: 'cenote identities find --username NAME --user-pool ID finds a user’s identity.',
  identityPoolNotFound: 'The server may use another database: see --data and CENOTE_DATABASE_URL.',
  unknownUser: 'A user who is not there can still be asked about by its claims: --claim sub=… --claim cognito:groups=…',
};
