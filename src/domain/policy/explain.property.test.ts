import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyCase } from '../../../test/support/policy-cases.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';

test('explaining a decision never changes it', () => {
  fc.assert(
    fc.property(anyCase, ({ request, policies }) => {
      const { looked, ...explained } = explain(request, policies);
      const { looked: none, ...evaluated } = evaluate(request, policies);
      assert.deepEqual(explained, evaluated);
      assert.equal(none.length, 0);
      assert.ok(looked.every(({ parts }) => parts !== undefined));
    }),
  );
});

test('a statement matches exactly when all of its parts hold, and what decided is among what was looked at', () => {
  fc.assert(
    fc.property(anyCase, ({ request, policies }) => {
      const { looked, decidedBy } = explain(request, policies);
      for (const { matched, parts = [] } of looked)
        assert.equal(
          matched,
          parts.every(({ holds }) => holds),
        );
      for (const { policy, index } of decidedBy) {
        assert.ok(looked.some((one) => one.policy === policy && one.index === index && one.matched));
      }
    }),
  );
});
