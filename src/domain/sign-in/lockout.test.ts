import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLocked, withFailure } from './lockout.ts';

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

test('a wrong password is one more, unless the name is locked; the first again after 15 quiet minutes', () => {
  assert.deepEqual(withFailure(undefined, 7), { failures: 1, lastFailedAt: 7 });
  assert.deepEqual(withFailure({ failures: 4, lastFailedAt: 7 }, 8), { failures: 5, lastFailedAt: 8 });
  assert.equal(withFailure({ failures: 5, lastFailedAt: 7 }, 1_006), undefined);
  assert.deepEqual(withFailure({ failures: 5, lastFailedAt: 7 }, 1_007), { failures: 6, lastFailedAt: 1_007 });
  const later = 8 + 15 * minute;
  assert.deepEqual(withFailure({ failures: 9, lastFailedAt: 7 }, later), { failures: 1, lastFailedAt: later });
});
