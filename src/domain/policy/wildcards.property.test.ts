import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTemplate } from './template.ts';
import { textTest } from './text-test.ts';
import { matchesByBits } from './wildcard-bits.ts';
import { anyOne, anyRun, type WildcardPattern } from './wildcard-pattern.ts';
import { matchesWildcards } from './wildcards.ts';

/** Few characters, so that patterns nearly match: of one unit, of two, of two that share a half, and signs of patterns. */
const characters = ['a', 'b', '/', '\n', '.', '[', '\\', '本', '😀', '😁'];
const anyText = fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map((all) => all.join(''));
const anyPattern = fc
  .array(fc.constantFrom(...characters, '*', '*', '?'), { maxLength: 10 })
  .map((all) => all.join(''));
const effort = { numRuns: 3000 };

const matches = (source: string, found: string): boolean =>
  textTest(readTemplate(source, { variables: false, wildcards: true }))(found, new Map());

/** The pattern as a regular expression, whose `.` is a character of whatever length. */
const reference = (source: string): RegExp =>
  new RegExp(
    `^${source
      .replaceAll(/[\\^$.|+()[\]{}/]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'su',
  );

/** The definition of a pattern, spelt out; takes ages for long ones. */
function definition([first, ...pattern]: readonly string[], found: readonly string[]): boolean {
  if (first === undefined) return found.length === 0;
  if (first === '*')
    return definition(pattern, found) || (found.length > 0 && definition([first, ...pattern], found.slice(1)));
  return found.length > 0 && (first === '?' || first === found[0]) && definition(pattern, found.slice(1));
}

test('a pattern matches what its regular expression matches', () => {
  fc.assert(
    fc.property(anyPattern, anyText, (source, found) => {
      assert.equal(matches(source, found), reference(source).test(found));
    }),
    effort,
  );
});

test('a pattern matches what the definition of patterns says', () => {
  fc.assert(
    fc.property(anyPattern, anyText, (source, found) => {
      assert.equal(matches(source, found), definition([...source], [...found]));
    }),
    effort,
  );
});

test('a pattern that is made from a text by leaving parts out matches the text', () => {
  const part = fc.tuple(anyText, fc.constantFrom('keep', '*', '?'));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const source = parts.map(([own, how]) =>
        how === 'keep' ? own : how === '*' ? '*' : '?'.repeat([...own].length),
      );
      assert.ok(matches(source.join(''), parts.map(([own]) => own).join('')));
    }),
    effort,
  );
});

test('any text matches itself, and a star matches any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      assert.ok(matches('*', any));
      assert.ok(matches('*?*', `${any}x`));
      assert.equal(textTest(readTemplate(any, { variables: false, wildcards: false }))(any, new Map()), true);
    }),
    { numRuns: 300 },
  );
});

/** A pattern that counts how often it is looked at. */
function counted(all: readonly number[]): { pattern: WildcardPattern; looks: () => number } {
  let looks = 0;
  const pattern = new Proxy(all, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { pattern, looks: () => looks };
}

test('no pattern is looked at more often than its length times that of the text', () => {
  const units = fc.array(fc.constantFrom(anyRun, anyRun, 'a'.charCodeAt(0), 'b'.charCodeAt(0)), { maxLength: 60 });
  const few = fc.array(fc.constantFrom('a', 'a', 'a', 'b'), { maxLength: 200 }).map((all) => all.join(''));
  fc.assert(
    fc.property(units, few, (all, found) => {
      const { pattern, looks } = counted(all);
      matchesWildcards(pattern, found);
      assert.ok(looks() <= (all.length + 2) * (found.length + 2), `${looks()} looks`);
    }),
  );
});

test('a pattern that would never come to an end by trying every run is answered', () => {
  const found = 'a'.repeat(20_000);
  assert.equal(matches(`${'*a'.repeat(50)}*b`, found), false);
  assert.equal(matches(`${'*a'.repeat(50)}*`, found), true);
  assert.equal(matches(`${'*?a'.repeat(30)}*b`, found), false);
  assert.equal(matches('*'.repeat(5000), found), true);
});

/** Signs of patterns as what they are, and units of text. */
const compiled = (source: string): WildcardPattern =>
  source.split('').map((unit) => (unit === '*' ? anyRun : unit === '?' ? anyOne : unit.charCodeAt(0)));

test('what takes long is matched by bits, which say the same', () => {
  const longer = fc
    .array(fc.constantFrom('a', 'a', 'a', 'a', 'b', '?', '?', '*', '😀'), { maxLength: 120 })
    .map((all) => all.join(''));
  const found = fc
    .array(fc.constantFrom('a', 'a', 'a', 'a', 'b', '😀', '😁'), { maxLength: 300 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(anyPattern, longer), fc.oneof(anyText, found), (source, text) => {
      assert.equal(matchesByBits(compiled(source), text), reference(source).test(text));
    }),
    effort,
  );
  // Made from the text, so that long ones match too.
  fc.assert(
    fc.property(found, fc.array(fc.tuple(fc.nat(300), fc.constantFrom('*', '?')), { maxLength: 8 }), (text, holes) => {
      const all = [...text];
      for (const [at, sign] of holes) if (at < all.length) all[at] = sign;
      assert.equal(matchesByBits(compiled(all.join('')), text), true);
    }),
    { numRuns: 500 },
  );
});

test('a long piece that begins everywhere and ends nowhere is looked at few times', () => {
  const found = 'a'.repeat(45_000);
  for (const piece of [
    `${'a'.repeat(22_000)}b`,
    `b${'a'.repeat(22_000)}`,
    `${'?a'.repeat(11_000)}b`,
    '?a'.repeat(5_000),
  ]) {
    const { pattern, looks } = counted(compiled(`*${piece}*`));
    const expected = !piece.includes('b');
    assert.equal(matchesWildcards(pattern, found), expected);
    assert.ok(looks() < 10 * (piece.length + found.length), `${looks()} looks`);
  }
});
