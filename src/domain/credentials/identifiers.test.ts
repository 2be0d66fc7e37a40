import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountOf, uniqueId } from './identifiers.ts';

test('the account of a key id that AWS published is read from it', () => {
  assert.equal(accountOf('ASIAQNZGKIQY56JQ7WML'), '029608264753');
});

test('an id carries its account, whichever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (number) => {
      const account = String(number).padStart(12, '0');
      for (const prefix of ['AKIA', 'ASIA', 'AROA'] as const) {
        const id = uniqueId(prefix, account, randomBytes(16));
        assert.match(id, prefix === 'AROA' ? /^AROA[A-Z2-7]{17}$/ : /^A[KS]IA[A-Z2-7]{16}$/);
        assert.equal(accountOf(id), account);
      }
    }),
  );
});

test('what is no id has no account', () => {
  for (const id of ['', 'AKIA', 'akiaqnzgkiqy56jq7wml', 'AKIA0000000000000000']) assert.equal(accountOf(id), undefined);
});
