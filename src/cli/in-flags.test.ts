import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFlags } from './in-flags.ts';

const members = { identity: 'IdentityId', claim: 'Claims', context: 'Context', action: 'Action' };

for (const [message, says] of [
  ['Exactly one of Principal, IdentityId must be given.', 'Exactly one of Principal, --identity must be given.'],
  [
    "1 validation error detected: Value null at 'action' failed to satisfy constraint: Member must not be null",
    '--action is missing.',
  ],
  [
    "2 validation errors detected: Value 'a b' at 'identityId' failed to satisfy constraint: Member must have length less than or equal to 2; Value 'a b' at 'identityId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    '--identity “a b” must have length less than or equal to 2; --identity “a b” must satisfy regular expression pattern: [a-z]+',
  ],
  [
    "1 validation error detected: Value at 'claims' failed to satisfy constraint: Member must have length less than or equal to 100",
    '--claim must have length less than or equal to 100',
  ],
  [
    "1 validation error detected: Value at 'context.aws:SourceIp' failed to satisfy constraint: Member must be a text or a list of texts",
    '--context aws:SourceIp must be a text or a list of texts',
  ],
  ['User does not exist.', 'User does not exist.'],
] as const) {
  test(`“${message}” speaks of flags on the command line`, () => {
    assert.equal(inFlags(message, members), says);
  });
}
