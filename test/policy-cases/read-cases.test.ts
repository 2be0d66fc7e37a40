import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementFile } from './case-forms.ts';
import { readAllCases, readCases, refuseRepeatedNames } from './read-cases.ts';

const good = { name: 'holds', condition: { Null: { 'aws:username': 'true' } }, applies: true };
const file = (...cases: object[]) => JSON.stringify({ about: 'Null', cases });

test('a case with a member that nobody knows is refused', () => {
  assert.throws(() => readCases(file({ ...good, aplies: false }), statementFile), /Unrecognized key: "aplies"/);
  assert.throws(() => readCases(JSON.stringify({ about: 'x', case: [], cases: [good] }), statementFile), /"case"/);
});

test('a case that does not say what is expected is refused', () => {
  assert.throws(() => readCases(file({ ...good, applies: undefined }), statementFile), /cases\[0\]\.applies/);
});

test('two cases of one name are refused, in one file or in two', () => {
  const one = readCases(file(good), statementFile);
  assert.throws(
    () => refuseRepeatedNames([readCases(file(good, good), statementFile)]),
    /Two cases are called "holds"/,
  );
  assert.throws(() => refuseRepeatedNames([one, { ...one, about: 'another' }]), /Two cases are called "holds"/);
  refuseRepeatedNames([one]);
});

test('every kind of case is found', () => {
  const { statements, decisions, documents } = readAllCases();
  assert.ok(statements.length > 0 && decisions.length > 0 && documents.length > 0);
});

test('every statement of a file is used by one of its cases', () => {
  for (const { about, statements, cases } of readAllCases().decisions) {
    const used = new Set(cases.flatMap(({ policies }) => Object.values(policies).flat(2)));
    assert.deepEqual(
      Object.keys(statements).filter((sid) => !used.has(sid)),
      [],
      about,
    );
  }
});
