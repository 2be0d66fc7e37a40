import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equalInConstantTime } from './constant-time.ts';

test('texts and bytes of any length are equal exactly when their bytes are', () => {
  assert.equal(equalInConstantTime('', 'a'), false);
  assert.equal(equalInConstantTime('abc', 'abd'), false);
  assert.equal(equalInConstantTime('abc', 'abcd'), false);
  assert.equal(equalInConstantTime('', ''), true);
  assert.equal(equalInConstantTime('ä', Buffer.from('ä')), true);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      assert.equal(equalInConstantTime(one, other), one === other);
      assert.equal(equalInConstantTime(one, `${one}`), true);
    }),
  );
});
