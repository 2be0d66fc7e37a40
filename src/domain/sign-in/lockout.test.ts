import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLocked } from './lockout.ts';

const minute = 60_000;
const locked = (failures: number, after: number) => isLocked({ failures, lastFailedAt: 1_000_000 }, 1_000_000 + after);

test('four wrong passwords lock nothing', () => {
  assert.equal(isLocked(undefined, 0), false);
  assert.equal(locked(4, 0), false);
});

test('from the fifth wrong password on the wait doubles: 1, 2, 4 … seconds', () => {
  for (const [failures, seconds] of [
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
  ] as const) {
    assert.equal(locked(failures, seconds * 1_000 - 1), true, `${failures} failures`);
    assert.equal(locked(failures, seconds * 1_000), false, `${failures} failures`);
  }
});

test('no lock lasts longer than 15 minutes, however often somebody failed', () => {
  assert.equal(locked(1_000, 15 * minute - 1), true);
  assert.equal(locked(1_000, 15 * minute), false);
});
