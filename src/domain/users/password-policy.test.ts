import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PasswordPolicy } from '../pools/pool.ts';
import { passwordWeakness, temporaryPasswordEnd } from './password-policy.ts';

const strict: PasswordPolicy = {
  ...{ minimumLength: 8, temporaryPasswordValidityDays: 7, historySize: 0 },
  ...{ requireUppercase: true, requireLowercase: true, requireNumbers: true, requireSymbols: true },
};
const lax: PasswordPolicy = {
  ...{ minimumLength: 6, temporaryPasswordValidityDays: 7, historySize: 0 },
  ...{ requireUppercase: false, requireLowercase: false, requireNumbers: false, requireSymbols: false },
};

suite('the password policy', () => {
  test('the first rule that is broken is named in AWS’s words', () => {
    const cases = [
      ['Aa1!aaa', 'Password not long enough'],
      ['aa1!aaaa', 'Password must have uppercase characters'],
      ['AA1!AAAA', 'Password must have lowercase characters'],
      ['Aaa!aaaa', 'Password must have numeric characters'],
      ['Aa1aaaaa', 'Password must have symbol characters'],
      [`Aa1!${'a'.repeat(253)}`, 'Password is too long'],
      ['Aa1!aaa\ud800', 'Password must be valid text'],
    ] as const;
    for (const [password, weakness] of cases) assert.equal(passwordWeakness(strict, password), weakness, password);
  });

  test('letters and digits count when they are of the basic Latin alphabet', () => {
    assert.equal(passwordWeakness(strict, 'Äa1!aaaa'), 'Password must have uppercase characters');
    assert.equal(passwordWeakness(strict, 'AAä1!AAA'), 'Password must have lowercase characters');
    assert.equal(passwordWeakness(strict, 'Aa!aaaa٣'), 'Password must have numeric characters');
  });

  test('each of Cognito’s symbols is one, and a blank only between other characters', () => {
    for (const symbol of '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-') {
      assert.equal(passwordWeakness(strict, `Aa1aaaa${symbol}`), undefined, symbol);
    }
    assert.equal(passwordWeakness(strict, 'Aa1a aaa'), undefined);
    for (const password of [' Aa1aaaaa', 'Aa1aaaaa ']) {
      assert.equal(passwordWeakness(strict, password), 'Password must have symbol characters');
    }
  });

  test('a policy asks for nothing but what it says', () => {
    assert.equal(passwordWeakness(lax, 'aaaaaa'), undefined);
    assert.equal(passwordWeakness(lax, 'パスワードです'), undefined);
  });

  test('a temporary password works for the days of the policy', () => {
    assert.equal(temporaryPasswordEnd({ ...lax, temporaryPasswordValidityDays: 2 }, 1_000), 1_000 + 2 * 86_400_000);
  });
});
