import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderedUuid } from './ordered-uuid.ts';

const random = new Uint8Array(8).fill(0xff);

test('too few random bytes are refused', () => {
  assert.throws(() => orderedUuid(new Uint8Array(7), 0), RangeError);
});

test('each is greater than all before, within a millisecond and when the clock steps back', () => {
  const now = Date.UTC(2026, 0, 5);
  const times = [...Array.from({ length: 10_000 }, () => now), now + 1, now - 5_000, now - 5_000, now + 3];
  const made = times.map((time) => orderedUuid(random, time));
  assert.deepEqual(made, made.toSorted());
  assert.equal(new Set(made).size, made.length);
});

test('it is a version 7 UUID that begins with its time', () => {
  const time = Date.UTC(2030, 0, 1);
  const made = orderedUuid(random, time);
  assert.match(made, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(made.replace('-', '').slice(0, 12), 16), time);
});
