import assert from 'node:assert/strict';
import { test } from 'node:test';
import { virtualClock } from './clock.ts';
import { systemRandom } from './random.ts';

test('a virtual clock runs with the machine’s, ahead of it by what it was moved, until it is set back', () => {
  let machine = 1_000;
  const clock = virtualClock({ now: () => machine });
  assert.equal(clock.now(), 1_000);
  clock.advance(5_000);
  clock.advance(0.9);
  machine += 10;
  assert.deepEqual([clock.now(), clock.ahead()], [6_010, 5_000]);
  clock.reset();
  assert.deepEqual([clock.now(), clock.ahead()], [1_010, 0]);
});

test('random bytes are as many as asked for, and others each time', () => {
  assert.equal(systemRandom.bytes(0).length, 0);
  assert.equal(systemRandom.bytes(33).length, 33);
  assert.notDeepEqual(systemRandom.bytes(32), systemRandom.bytes(32));
});
