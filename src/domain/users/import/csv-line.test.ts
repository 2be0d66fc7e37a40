import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { csvFields, csvLine } from './csv-line.ts';

suite('a line of an import file', () => {
  test('only commas separate, unless a backslash stands before them', () => {
    const cases = [
      ['', ['']],
      [',', ['', '']],
      ['a,b', ['a', 'b']],
      [String.raw`Lovelace\, Ada,x`, ['Lovelace, Ada', 'x']],
      [String.raw`a\\,b`, ['a\\', 'b']],
      [String.raw`C:\dir,\n\\`, ['C:\\dir', '\\n\\']],
      ['"a,b"', ['"a', 'b"']],
      ['a\\', ['a\\']],
    ] as const;
    for (const [line, fields] of cases) assert.deepEqual(csvFields(line), fields, line);
  });

  test('fields that are written as a line are read back', () => {
    const fields = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
    fc.assert(fc.property(fields, (some) => assert.deepEqual(csvFields(csvLine(some)), some)));
  });
});
