import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ContextValue } from './access-request.ts';
import { readTemplate, shown } from './template.ts';
import { textTest } from './text-test.ts';

const syntax = { variables: true, wildcards: true };
const characters = ['a', 'b', '*', '?', '$', '{', '}', '${aws:b}', ':', "'", ',', '😀'];
const text = fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((all) => all.join(''));
const effort = { numRuns: 3000 };

/** A text, so written that it means itself. */
const escape = (plain: string): string => plain.replaceAll(/[*?$]/g, (sign) => `\${${sign}}`);

const matches = (source: string, found: string, context: Readonly<Record<string, ContextValue>> = {}): boolean =>
  textTest(readTemplate(source, syntax))(found, new Map(Object.entries(context)));

/** Parts of a pattern with what each is to match: itself, anything, or the value of a variable. */
const part = fc.oneof(
  text.map((plain) => ({ source: escape(plain), value: plain })),
  fc.constant({ source: '*', value: undefined }),
  fc.constant({ source: '${aws:a}', value: 'a' as const, variable: true }),
);

test('an escaped text matches itself and nothing else', () => {
  fc.assert(
    fc.property(text, text, (plain, found) => {
      assert.ok(matches(escape(plain), plain));
      assert.equal(matches(escape(plain), found), plain === found);
    }),
    effort,
  );
});

test('what a variable stands for never widens what is matched, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), text, text, (parts, value, found) => {
      const source = parts.map((one) => one.source).join('');
      const expected = parts.map((one) => ('variable' in one ? value : one.value));
      assert.equal(matches(source, found, { 'aws:a': value }), literally(expected, found), source);
      assert.ok(matches(source, expected.map((one) => one ?? '').join(''), { 'aws:a': value }));
    }),
    effort,
  );
});

/** Whether a text consists of those texts in that order, with anything where none is given. */
function literally(parts: readonly (string | undefined)[], found: string): boolean {
  const form = parts.map((one) => (one === undefined ? '.*' : one.replaceAll(/[\\^$.|?*+()[\]{}/]/g, '\\$&')));
  return new RegExp(`^${form.join('')}$`, 'su').test(found);
}

test('a default is as literal as a value', () => {
  const fallback = text.filter((plain) => !plain.includes("'"));
  fc.assert(
    fc.property(fallback, text, (plain, found) => {
      const source = `<\${aws:a, '${plain}'}>`;
      assert.equal(matches(source, `<${found}>`), plain === found);
      assert.equal(matches(source, `<${found}>`, { 'aws:a': 'there' }), found === 'there');
    }),
    effort,
  );
});

test('a variable that is missing, or has several values, matches nothing', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), fc.array(part, { maxLength: 3 }), text, (before, after, found) => {
      const source = [...before, { source: '${aws:missing}' }, ...after].map((one) => one.source).join('');
      const context = { 'aws:a': 'a' };
      assert.ok(!matches(source, found, context));
      assert.ok(!matches(source, source, context));
      assert.ok(!matches(source, found, { ...context, 'aws:missing': [found] }));
    }),
    effort,
  );
});

test('any text is read as text where there are neither variables nor wildcards', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (plain) => {
      const template = readTemplate(plain, { variables: false, wildcards: false });
      assert.deepEqual(template, plain === '' ? [] : [plain]);
      assert.equal(shown(readTemplate(plain, { variables: false, wildcards: true }), new Map()), plain);
    }),
    { numRuns: 300 },
  );
});

test('long texts of signs that almost make a variable are answered', () => {
  for (const source of [
    '${'.repeat(50_000),
    `\${a:${' '.repeat(100_000)}`,
    `\${a:${'b '.repeat(50_000)}`,
    '$'.repeat(100_000),
  ])
    try {
      readTemplate(source, syntax);
    } catch (error) {
      assert.match(String(error), /^MalformedPolicyDocument/);
    }
});
