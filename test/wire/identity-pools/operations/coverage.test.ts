import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { identityPoolsModel } from '#contract/model.ts';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { neverReason } from './never.ts';
import type { Name } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const names = Object.keys(identityPoolsModel.operations) as Name[];
const casesOf = (name: Name) => allCases[name] as OperationCases<'GetId'> | undefined;
const declared = (name: Name) =>
  identityPoolsModel.operations[name]!.errors.map((error) => error.replace('Exception', ''));

/** The errors that a case provokes. */
const shown = (name: Name): ReadonlySet<string> =>
  new Set([...sharedRefusalsOf(name).map(({ error }) => error), ...Object.keys(casesOf(name)?.refuses ?? {})]);

suite('identity pools through the AWS SDK', () => {
  test('every operation that AWS has is called', () => {
    assert.equal(names.length, 23);
    assert.deepEqual(Object.keys(allCases).toSorted(), names.toSorted());
  });

  test('every error that an operation declares is provoked, or it is said why it cannot be', () => {
    const open = names.flatMap((name) => {
      const reasons = casesOf(name)?.never ?? {};
      return declared(name)
        .filter((error) => !shown(name).has(error) && !reasons[error] && !neverReason(name, error))
        .map((error) => `${name}: ${error}`);
    });
    assert.deepEqual(open, []);
  });

  test('nothing is provoked that is not declared, and nothing excused that is provoked or not declared', () => {
    const wrong = names.flatMap((name) => {
      const known = declared(name);
      const provoked = Object.keys(casesOf(name)?.refuses ?? {}).filter((error) => !known.includes(error));
      const excused = Object.keys(casesOf(name)?.never ?? {}).filter(
        (error) => shown(name).has(error) || !known.includes(error),
      );
      return [...provoked, ...excused].map((error) => `${name}: ${error}`);
    });
    assert.deepEqual(wrong, []);
  });
});
