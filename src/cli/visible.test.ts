import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visible } from './visible.ts';

test('names of users do not command the terminal', () => {
  assert.equal(visible('ada\u001b[2J\u009b31m\r\u202eeve'), 'ada\\u001b[2J\\u009b31m\\u000d\\u202eeve');
  assert.equal(visible('Zoë ✓ 漢字\nnext'), 'Zoë ✓ 漢字\nnext');
});

test('JSON stays the same JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(JSON.stringify({ text }, undefined, 2));
      assert.equal((JSON.parse(shown) as { text: string }).text, text);
      assert.doesNotMatch(shown.replaceAll('\n', ''), /\p{Cc}|\p{Cf}/u);
    }),
  );
});
