import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../failures.ts';
import { parseUserFilter, printUserFilter, searchableAttributes } from './user-filter.ts';

const syntax = { code: 'InvalidParameterException', message: 'Error while parsing filter' };

suite('the filter of ListUsers', () => {
  test('what is not one condition with a quoted value is refused', () => {
    const texts = [
      'email',
      'email =',
      'email = ada@example.com',
      "email = 'ada'",
      'email "ada"',
      '= "ada"',
      'email == "ada"',
      'email != "ada"',
      'email $= "ada"',
      'email = "ada',
      'email = "a"b"',
      String.raw`email = "a\"`,
      'email = "a" and name = "b"',
      'email = "\ud800"',
      'email = "\0"',
    ];
    for (const text of texts) assert.throws(() => parseUserFilter(text), syntax, text);
  });

  test('attributes that are not searchable are refused by name', () => {
    for (const name of ['custom:tier', 'nickname', 'Email', 'email_verified', '__proto__']) {
      const message = `Invalid search attribute: ${name}`;
      assert.throws(() => parseUserFilter(`${name} = "x"`), { code: 'InvalidParameterException', message });
    }
  });

  test('no filter, or a blank one, stands for all users', () => {
    for (const text of [undefined, '', '  ']) assert.equal(parseUserFilter(text), undefined);
  });

  test('blanks around its parts do not matter, blanks in the value do', () => {
    const expected = { attribute: 'family_name', match: 'startsWith', value: ' Reddy' };
    for (const text of ['family_name^=" Reddy"', '  family_name  ^=  " Reddy" ']) {
      assert.deepEqual(parseUserFilter(text), expected);
    }
  });

  test('a backslash lets a quote or a backslash stand in the value, and is itself before anything else', () => {
    const value = parseUserFilter(String.raw`name = "\"Dr\\\" \A\n"`)?.value;
    assert.equal(value, String.raw`"Dr\" \A\n`);
  });

  test('a status is found however it is written, and no other value is touched', () => {
    assert.equal(parseUserFilter('cognito:user_status = "confirmed"')?.value, 'CONFIRMED');
    assert.equal(parseUserFilter('status = "enabled"')?.value, 'enabled');
    assert.equal(parseUserFilter('username = "Ada"')?.value, 'Ada');
  });

  test('every filter that is printed is read back', () => {
    const filters = fc.record(
      {
        attribute: fc.constantFrom(...searchableAttributes.filter((name) => name !== 'cognito:user_status')),
        match: fc.constantFrom('equals' as const, 'startsWith' as const),
        value: fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0')),
      },
      { noNullPrototype: true },
    );
    fc.assert(fc.property(filters, (filter) => assert.deepEqual(parseUserFilter(printUserFilter(filter)), filter)));
  });

  test('whatever text is given, it is read or refused', () => {
    const pieces = fc.constantFrom('email', ' ', '=', '^=', '"', '\\', 'a', '\n', '\ud800', 'status', '\0');
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const filter = parseUserFilter(text);
          if (filter) assert.ok(searchableAttributes.includes(filter.attribute));
        } catch (error) {
          assert.ok(error instanceof Failure);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a long hostile filter is refused at once', () => {
    assert.throws(() => parseUserFilter(`email = "${'\\'.repeat(100_001)}`), syntax);
    assert.throws(() => parseUserFilter(`${' '.repeat(100_000)}x`), syntax);
  });
});
