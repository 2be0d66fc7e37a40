import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { iamModel } from '#contract/model.ts';
import { operations } from '#operations/iam/operations.gen.ts';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { neverReason } from './never.ts';
import type { Name } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const built = Object.keys(operations) as Name[];
const casesOf = (name: Name) => allCases[name] as OperationCases<'ListUsers'> | undefined;
const declared = (name: Name) => iamModel.operations[name]!.errors;
const shown = (name: Name): Set<string> =>
  new Set([...sharedRefusalsOf(name).map(({ error }) => error), ...Object.keys(casesOf(name)?.refuses ?? {})]);

suite('IAM through the AWS SDK', () => {
  test('every operation that is built is called, and no other has cases', () => {
    assert.deepEqual(Object.keys(allCases).toSorted(), built.toSorted());
  });

  test('every error that an operation declares is provoked, or it is said why it cannot be', () => {
    const open = built.flatMap((name) =>
      declared(name)
        .filter((error) => !shown(name).has(error) && !casesOf(name)?.never?.[error] && !neverReason(name, error))
        .map((error) => `${name}: ${error}`),
    );
    assert.deepEqual(open, []);
  });

  test('nothing is provoked that is not declared, and nothing excused that is provoked or not declared', () => {
    const wrong = built.flatMap((name) => {
      const known = declared(name);
      const provoked = [...shown(name)].filter((error) => !known.includes(error));
      const excused = Object.keys(casesOf(name)?.never ?? {}).filter(
        (error) => shown(name).has(error) || !known.includes(error),
      );
      return [...provoked, ...excused].map((error) => `${name}: ${error}`);
    });
    assert.deepEqual(wrong, []);
  });
});
