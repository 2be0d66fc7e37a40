import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { countedSize, requireInlineSize, requireVersionRoom, requireWithin } from './quotas.ts';

suite('quotas', () => {
  test('hold at the quota and are exceeded one above it', () => {
    requireWithin('AccessKeysPerUser', 2);
    assert.throws(() => requireWithin('AccessKeysPerUser', 3), {
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  for (const [kind, limit] of [
    ['user', 2_048],
    ['group', 5_120],
    ['role', 10_240],
  ] as const) {
    test(`leave all inline policies of a ${kind} ${limit} characters together, without white space`, () => {
      const half = 'a'.repeat(limit / 2);
      requireInlineSize(kind, 'x', [` ${half}\n`, half]);
      assert.throws(() => requireInlineSize(kind, 'x', [half, half, 'a']), {
        code: 'LimitExceeded',
        message: `Maximum policy size of ${limit} bytes exceeded for ${kind} x`,
      });
    });
  }

  test('leave a managed policy five versions', () => {
    requireVersionRoom(4);
    assert.throws(() => requireVersionRoom(5), {
      code: 'LimitExceeded',
      message: /^A managed policy can have up to 5/,
    });
  });

  test('count no white space', () => assert.equal(countedSize(' {\n\t"a": 1\r }'), 7));
});
