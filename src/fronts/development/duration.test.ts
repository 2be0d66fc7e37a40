import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationOf } from './duration.ts';

test('a duration is a number and a unit, once or several times', () => {
  const cases = { '90s': 90_000, '15m': 900_000, '3h': 10_800_000, '2d': 172_800_000, '1h30m': 5_400_000 };
  for (const [text, milliseconds] of Object.entries(cases)) assert.equal(durationOf(text), milliseconds);
});

test('anything else is no duration', () => {
  for (const text of ['', '3', 'h', '-3h', '3 h', '3H', '1.5h', '3h!', '9999999999d', '1s1s1s1s1s']) {
    assert.equal(durationOf(text), undefined, text);
  }
});
