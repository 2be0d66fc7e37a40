import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { userPoolsModel } from '#contract/model.ts';
import { operations } from '#operations/user-pools/operations.gen.ts';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { neverReason } from './never.ts';
import type { Name } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const built = Object.keys(operations) as (keyof typeof operations)[];
const casesOf = (name: Name) => allCases[name] as OperationCases<'ListUsers'> | undefined;
const declared = (name: Name) => userPoolsModel.operations[name]!.errors.map((error) => error.replace('Exception', ''));

/** The errors that a case provokes. */
const shown = (name: Name): Set<string> => {
  const denied = userPoolsModel.operations[name]!.auth === 'sigv4' ? ['AccessDenied'] : [];
  const shared = sharedRefusalsOf(name).map(({ error }) => error);
  return new Set([...denied, ...shared, ...Object.keys(casesOf(name)?.refuses ?? {})]);
};

suite('through the AWS SDK', () => {
  test('every operation that is built is called, and no other has cases', () => {
    assert.deepEqual(Object.keys(allCases).toSorted(), built.toSorted());
  });

  test('every error that an operation declares is provoked, or it is said why it cannot be', () => {
    const open = built.flatMap((name) => {
      const reasons = casesOf(name)?.never ?? {};
      const isTold = (error: string) => shown(name).has(error) || reasons[error] || neverReason(name, error);
      return declared(name)
        .filter((error) => !isTold(error))
        .map((error) => `${name}: ${error}`);
    });
    assert.deepEqual(open, []);
  });

  test('nothing is provoked that is not declared, and nothing excused that is provoked or not declared', () => {
    const wrong = built.flatMap((name) => {
      const known = declared(name);
      const provoked = Object.keys(casesOf(name)?.refuses ?? {}).filter((error) => !known.includes(error));
      const excused = Object.keys(casesOf(name)?.never ?? {}).filter(
        (error) => error !== 'succeeds' && (shown(name).has(error) || !known.includes(error)),
      );
      return [...provoked, ...excused].map((error) => `${name}: ${error}`);
    });
    assert.deepEqual(wrong, []);
  });
});
