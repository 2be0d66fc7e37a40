import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User, UserStatus } from '../users/user.ts';
import { nextChallenge } from './next-challenge.ts';

const ada: User = {
  poolId: 'us-east-1_a',
  sub: 's',
  username: 'ada',
  status: 'CONFIRMED',
  enabled: true,
  createdAt: 0,
  modifiedAt: 0,
  attributes: {},
  pending: {},
  identities: [],
  password: undefined,
  earlierPasswords: [],
  temporaryUntil: undefined,
  signedOutAt: undefined,
};

test('before the password nothing is said about the user, not even that it is disabled', () => {
  for (const user of [ada, { ...ada, enabled: false }, { ...ada, status: 'UNCONFIRMED' as const }]) {
    assert.deepEqual(nextChallenge([], user, 0), { step: 'challenge', challenge: 'PASSWORD_VERIFIER' });
  }
});

const refusals: [string, Partial<User>, string][] = [
  ['a disabled user', { enabled: false }, 'userDisabled'],
  ['a disabled user who has to choose a password', { enabled: false, status: 'FORCE_CHANGE_PASSWORD' }, 'userDisabled'],
  ['an unconfirmed user', { status: 'UNCONFIRMED' }, 'userNotConfirmed'],
  ['a user whose password was reset', { status: 'RESET_REQUIRED' }, 'passwordResetRequired'],
  [
    'an expired temporary password',
    { status: 'FORCE_CHANGE_PASSWORD', temporaryUntil: 10 },
    'temporaryPasswordExpired',
  ],
  ...(['EXTERNAL_PROVIDER', 'ARCHIVED', 'COMPROMISED', 'UNKNOWN'] satisfies UserStatus[]).map(
    (status): [string, Partial<User>, string] => [`a user in status ${status}`, { status }, 'wrongPassword'],
  ),
];
for (const [who, change, failure] of refusals) {
  for (const proof of ['password', 'signUpCode'] as const) {
    test(`${who} is refused although the ${proof} is right`, () => {
      assert.deepEqual(nextChallenge([proof], { ...ada, ...change }, 10), { step: 'refuse', failure });
    });
  }
}

test('a temporary password leads to the choice of a new one', () => {
  const invited: User = { ...ada, status: 'FORCE_CHANGE_PASSWORD', temporaryUntil: 11 };
  assert.deepEqual(nextChallenge(['password'], invited, 10), { step: 'challenge', challenge: 'NEW_PASSWORD_REQUIRED' });
});

test('a confirmed user with the right password, or the code of its sign-up, is signed in', () => {
  for (const proof of ['password', 'signUpCode'] as const) {
    assert.deepEqual(nextChallenge([proof], ada, 10), { step: 'signedIn' });
  }
});
