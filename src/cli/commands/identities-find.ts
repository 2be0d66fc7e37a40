import { answered } from '../answered.ts';
import type { Command } from '../command.ts';
import { membersFrom } from '../flags.ts';
import { identityLines } from '../show/identities.ts';

const members = {
  sub: 'Sub',
  username: 'Username',
  'user-pool': 'UserPoolId',
  identity: 'IdentityId',
  provider: 'Provider',
  subject: 'Subject',
  'developer-user': 'DeveloperUserIdentifier',
  'identity-pool': 'IdentityPoolId',
} as const;

export const identitiesFind: Command = {
  summary: 'which identities a user has, and which users are behind an identity',
  about: `Finds every identity that a user has in the identity pools of this server, whatever pool and region it is in, and
the users behind an identity. It reads the database itself, beside a running server or without one. What was merged
says where it went.`,
  examples: [
    ['cenote identities find --sub 8d1c3a5e-…', 'the identities of a user pools’ user, by its sub'],
    ['cenote identities find --username ada --user-pool us-east-1_Ab3dE6gH9', 'the same by its username or alias'],
    ['cenote identities find --identity us-east-1:4f2b…', 'who is behind an identity'],
    ['cenote identities find --provider accounts.google.com --subject 1084…', 'the identities of anybody’s login'],
    ['cenote identities find --developer-user 42 --identity-pool us-east-1:7c1d…', 'of a developer’s user'],
  ],
  flags: {
    sub: { value: 'SUB', description: 'A user of a user pool, by its sub' },
    username: { value: 'NAME', description: 'The same by username or alias; with --user-pool' },
    'user-pool': { value: 'ID', description: 'The user pool that --username or --sub is of' },
    identity: { value: 'ID', description: 'An identity' },
    provider: { value: 'KEY', description: 'A provider’s key in Logins; with --subject' },
    subject: { value: 'SUBJECT', description: 'Who it is at that provider' },
    'developer-user': { value: 'ID', description: 'A developer’s user identifier; with --identity-pool' },
    'identity-pool': { value: 'ID', description: 'The identity pool that knows the developer’s user' },
    json: { description: 'Print the answer as JSON, as the admin API gives it' },
  },
  settings: ['data'],
  async run(call) {
    const input = membersFrom(call, members);
    const { findIdentities, readSearch } = await import('#operations/admin/find-identities.ts');
    return answered(call, {
      members,
      check: () => readSearch(input),
      ask: (uses) => findIdentities(input, uses),
      show: (answer) => identityLines(answer, input),
      advice: {
        unknownUser:
          'If the user was deleted, its identities are still found by its sub: cenote identities find --sub SUB',
        poolNotFound: 'If the pool was deleted, its users’ identities are still found by their sub: --sub SUB alone.',
        identityNotFound:
          'Identities that were deleted leave nothing behind; the server may also use another database.',
      },
    });
  },
};
