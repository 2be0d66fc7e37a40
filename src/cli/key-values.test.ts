import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyValues } from './key-values.ts';

for (const text of ['', 'tier', '=paid', ':=1', 'paid:=', 'paid:=yes', 'a:={']) {
  test(`“${text}” is no key with a value`, () => {
    assert.throws(() => keyValues('claim', [text]), { name: 'UsageError', message: /^--claim / });
  });
}

test('a value is text, whatever it looks like, and ends where the text ends', () => {
  const given = ['custom:tier=1', 'paid=true', 'empty=', 'sum=a=b', '__proto__=x'];
  const expected = Object.fromEntries([
    ['custom:tier', '1'],
    ['paid', 'true'],
    ['empty', ''],
    ['sum', 'a=b'],
    ['__proto__', 'x'],
  ]);
  assert.deepEqual(keyValues('claim', given), expected);
});

test('a value after := is JSON', () => {
  const given = ['paid:=true', 'cognito:groups:=["a","b"]', 'custom:tier:=1', 'address:={"country":"FR"}'];
  assert.deepEqual(keyValues('claim', given), {
    paid: true,
    'cognito:groups': ['a', 'b'],
    'custom:tier': 1,
    address: { country: 'FR' },
  });
});

test('a key that is given several times has the list of its values', () => {
  assert.deepEqual(keyValues('context', ['a=1', 'b=2', 'a=3', 'a=4']), { a: ['1', '3', '4'], b: '2' });
});
