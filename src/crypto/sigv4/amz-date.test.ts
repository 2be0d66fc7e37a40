import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAmzDate, parseAmzDate } from './amz-date.ts';

test('what is no date and time is refused', () => {
  for (const text of [
    '',
    '20260231T000000Z',
    '20250229T000000Z',
    '20261301T000000Z',
    '20260001T000000Z',
    '20260100T000000Z',
    '20260101T240000Z',
    '20260101T006000Z',
    '20260101T000060Z',
    '00990101T000000Z',
    '20260101T000000',
    '2026-01-01T00:00:00Z',
    ' 20260101T000000Z',
  ]) {
    assert.equal(parseAmzDate(text), undefined, text);
  }
});

test('every second is read as it is written', () => {
  const firstOfYear100 = -59_011_459_200;
  const lastOfYear9999 = 253_402_300_799;
  fc.assert(
    fc.property(fc.integer({ min: firstOfYear100, max: lastOfYear9999 }), (second) => {
      assert.equal(parseAmzDate(formatAmzDate(second * 1_000)), second * 1_000);
    }),
  );
  assert.equal(parseAmzDate('20240229T235959Z'), Date.UTC(2024, 1, 29, 23, 59, 59));
});
