import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ContextValue } from './access-request.ts';
import { compileCondition } from './condition.ts';
import { operators } from './conditions/operators.ts';

/** Each operator that has a negation, with values that its policies and requests may have. */
const pairs: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['StringEquals', 'StringNotEquals', ['a', 'A', '*', '${x:var}'], ['a', 'A', 'b', '*']],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', ['a', 'B', '${x:var}'], ['a', 'A', 'b', 'c']],
  ['StringLike', 'StringNotLike', ['a*', '?', 'b', '${x:var}*'], ['a', 'ab', 'b', 'c', '*']],
  ['NumericEquals', 'NumericNotEquals', ['1', '1.0', '-2'], ['1', '2', '-2.0', 'one']],
  ['DateEquals', 'DateNotEquals', ['2001-09-09T01:46:40Z', '0'], ['1000000000', '1970-01-01', 'now']],
  ['IpAddress', 'NotIpAddress', ['10.0.0.0/8', '::1'], ['10.1.1.1', '::ffff:10.0.0.1', '::1', '11.0.0.1', 'x']],
  ['ArnEquals', 'ArnNotEquals', ['arn:aws:s3:::a*', '*'], ['arn:aws:s3:::ab', 'arn:aws:s3:::b', 'a']],
  ['ArnLike', 'ArnNotLike', ['arn:*:*:*:*:?', 'arn:aws:s3:::${x:var}'], ['arn:aws:s3:::a', 'arn:aws:s3:::ab', 'a']],
];

const others = [
  ['Bool', ['true', 'false'], ['true', 'FALSE', 'x']],
  ['BinaryEquals', ['YQ==', 'YWI='], ['YQ', 'YWI=', '?']],
  ['NumericLessThan', ['1', '5'], ['0', '1', '4', 'x']],
  ['NumericLessThanEquals', ['1', '5'], ['0', '1', '5', 'x']],
  ['NumericGreaterThan', ['1', '5'], ['0', '1', '6', 'x']],
  ['NumericGreaterThanEquals', ['1', '5'], ['0', '1', '6', 'x']],
  ['DateLessThan', ['2026-05-01'], ['2026-04-01', '2026-05-01', 'x']],
  ['DateLessThanEquals', ['2026-05-01'], ['2026-04-01', '2026-05-01', 'x']],
  ['DateGreaterThan', ['2026-05-01'], ['2026-06-01', '2026-05-01', 'x']],
  ['DateGreaterThanEquals', ['2026-05-01'], ['2026-06-01', '2026-05-01', 'x']],
] as const;

const everything: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ...pairs.flatMap(([one, negation, wanted, found]) => [
    [one, wanted, found] as const,
    [negation, wanted, found] as const,
  ]),
  ...others,
];

const holds = (operator: string, values: readonly string[], found: ContextValue | undefined): boolean => {
  const context = new Map<string, ContextValue>([['x:var', 'a']]);
  if (found !== undefined) context.set('x:key', found);
  return compileCondition({ operator, key: 'x:Key', values }, true).holds(context);
};

const someOf = (values: readonly string[]) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

/** What a request may have under a key: nothing, one value, none or several. */
const anyOf = (values: readonly string[]) =>
  fc.oneof(
    fc.constant(undefined),
    fc.constantFrom('', ...values),
    fc.array(fc.constantFrom(...values), { maxLength: 4 }),
  );

const pair = fc
  .constantFrom(...pairs)
  .chain(([one, negation, wanted, found]) =>
    fc.tuple(fc.constant(one), fc.constant(negation), someOf(wanted), anyOf(found)),
  );
const single = fc
  .constantFrom(...everything)
  .chain(([one, wanted, found]) => fc.tuple(fc.constant(one), someOf(wanted), anyOf(found)));
const effort = { numRuns: 3000 };

test('every operator but Null is in these properties', () => {
  const named = new Set(everything.map(([name]) => name));
  assert.deepEqual(
    operators.map(({ name }) => name).filter((name) => !named.has(name)),
    ['Null'],
  );
});

test('that all values are wanted is the opposite of that some value is not', () => {
  fc.assert(
    fc.property(pair, ([one, negation, wanted, found]) => {
      assert.equal(holds(`ForAllValues:${one}`, wanted, found), !holds(`ForAnyValue:${negation}`, wanted, found));
      assert.equal(holds(`ForAllValues:${negation}`, wanted, found), !holds(`ForAnyValue:${one}`, wanted, found));
    }),
    effort,
  );
});

test('a negation is the opposite for one value that is there', () => {
  fc.assert(
    fc.property(pair, ([one, negation, wanted, found]) => {
      fc.pre(typeof found === 'string');
      assert.equal(holds(one, wanted, found), !holds(negation, wanted, found));
    }),
    effort,
  );
});

test('one value is a set of one', () => {
  fc.assert(
    fc.property(single, ([operator, wanted, found]) => {
      fc.pre(typeof found === 'string' && found !== '');
      const plain = holds(operator, wanted, found);
      for (const quantifier of ['ForAllValues', 'ForAnyValue']) {
        assert.equal(holds(`${quantifier}:${operator}`, wanted, found), plain);
        assert.equal(holds(`${quantifier}:${operator}`, wanted, [found ?? '']), plain);
      }
    }),
    effort,
  );
});

test('IfExists changes nothing but for a key that is missing, and nothing of sets', () => {
  fc.assert(
    fc.property(single, ([operator, wanted, found]) => {
      const isThere = found !== undefined && (typeof found === 'string' || found.length > 0);
      assert.equal(holds(`${operator}IfExists`, wanted, found), isThere ? holds(operator, wanted, found) : true);
      for (const quantified of [`ForAllValues:${operator}`, `ForAnyValue:${operator}`])
        assert.equal(holds(`${quantified}IfExists`, wanted, found), holds(quantified, wanted, found));
    }),
    effort,
  );
});

test('several values of the policy are alternatives, of which a negation wants none', () => {
  fc.assert(
    fc.property(single, ([operator, wanted, found]) => {
      const each = wanted.map((value) => holds(operator, [value], found));
      const isNegated = operator.includes('Not');
      assert.equal(holds(operator, wanted, found), isNegated ? each.every(Boolean) : each.some(Boolean));
      assert.equal(holds(operator, wanted.toReversed(), found), holds(operator, wanted, found));
    }),
    effort,
  );
});

test('more values in the request help where one is enough, and hurt where all must be', () => {
  const more = fc.constantFrom(...everything).chain(([operator, wanted, found]) => {
    const list = fc.array(fc.constantFrom(...found), { maxLength: 3 });
    return fc.tuple(fc.constant(operator), someOf(wanted), list, list);
  });
  fc.assert(
    fc.property(more, ([operator, wanted, some, rest]) => {
      const all = [...some, ...rest];
      const [any, every] = [`ForAnyValue:${operator}`, `ForAllValues:${operator}`];
      assert.ok(!holds(any, wanted, some) || holds(any, wanted, all));
      assert.ok(!holds(every, wanted, all) || holds(every, wanted, some));
    }),
    effort,
  );
});

test('several values without a set prefix never hold', () => {
  fc.assert(
    fc.property(single, ([operator, wanted, found]) => {
      fc.pre(Array.isArray(found) && found.length > 0);
      assert.equal(holds(operator, wanted, found), false);
    }),
    effort,
  );
});
