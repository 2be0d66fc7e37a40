import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pastPrefix } from './user-lists.ts';

const before = (one: string, two: string) => Buffer.compare(Buffer.from(one), Buffer.from(two)) < 0;
const text = fc.string({ unit: 'binary', maxLength: 6 });

test('texts between a prefix and what is past it, byte by byte, are those that begin with it', () => {
  const last = fc.constantFrom('', '\ud7ff', '\u{10ffff}', '\u{10ffff}\u{10ffff}', 'z', '\u{fffd}');
  fc.assert(
    fc.property(text, last, text, (start, end, other) => {
      const prefix = start + end;
      fc.pre(prefix.replaceAll('\u{10ffff}', '') !== '');
      const past = pastPrefix(prefix);
      for (const candidate of [other, prefix + other, prefix, past]) {
        const within = !before(candidate, prefix) && before(candidate, past);
        assert.equal(within, candidate.startsWith(prefix));
      }
    }),
  );
});

test('the empty prefix ends past everything', () => {
  assert.ok(before('\u{10fffe}', pastPrefix('')));
});
