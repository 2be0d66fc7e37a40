import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../failures.ts';
import { arbitraryPolicies, arbitraryStatement, type Statement } from '../../../test/support/arbitrary-policies.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyType } from './policy-type.ts';
import { printPolicy } from './print-policy.ts';

const kinds = ['identity', 'boundary', 'session', 'resource', 'trust'] as const satisfies PolicyType[];
const kind = fc.constantFrom(...kinds);
const effort = { numRuns: 1000 };

/** The policy, or undefined when it is refused as IAM refuses it. Whatever else goes wrong is thrown. */
function readOrRefused(text: string, type: PolicyType) {
  try {
    return parsePolicy(text, type).tree;
  } catch (error) {
    if (error instanceof Failure && error.code === 'MalformedPolicyDocument') return undefined;
    throw error;
  }
}

/** As JSON of the characters that a policy's text may have. */
const inLatin1 = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[^\u0020-\u00ff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Any text, with what policies give a meaning. */
const anyText = fc
  .array(
    fc.constantFrom('a', 'Z', ' ', '"', '\\', '\n', 'é', '本', '😀', '\ud83d', '*', '?', '$', '${*}', '${aws:a}'),
    {
      maxLength: 6,
    },
  )
  .map((all) => all.join(''));

/** One, or a list of them. */
const listOf = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));

/** A statement with odd but good texts wherever any text may stand. */
const oddStatement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: listOf(fc.constantFrom('*', '*:*', 's3:G?t*', 'cognito-idp:AdminGetUser')),
    Resource: listOf(anyText.map((text) => `arn:aws:s3:::shelf/${text}`)),
    Condition: fc.record(
      {
        StringEquals: fc.dictionary(
          anyText.map((text) => `aws:RequestTag/${text}x`),
          listOf(anyText),
          { maxKeys: 2 },
        ),
        'ForAnyValue:StringLikeIfExists': fc.record({
          'aws:TagKeys': listOf(fc.oneof(anyText, fc.boolean(), fc.integer())),
        }),
        NumericLessThan: fc.record({ 's3:max-keys': listOf(fc.oneof(fc.integer(), fc.constant('1e3'))) }),
        Bool: fc.record({ 'aws:SecureTransport': listOf(fc.oneof(fc.boolean(), fc.constant('True'))) }),
      },
      { requiredKeys: [] },
    ),
  })
  .map((statement): Statement => statement);

const document = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Id: anyText,
    Statement: listOf(fc.oneof(oddStatement, arbitraryStatement('identity'))),
  },
  { requiredKeys: ['Statement'] },
);

test('a policy reads the same after it was printed, however odd its texts are', () => {
  fc.assert(
    fc.property(document, (written) => {
      const tree = readOrRefused(inLatin1(written), 'identity');
      fc.pre(tree !== undefined);
      if (tree) assert.deepEqual(parsePolicy(printPolicy(tree), 'identity').tree, tree);
    }),
    effort,
  );
});

test('policies of every kind read the same after they were printed, and print the same again', () => {
  fc.assert(
    fc.property(arbitraryPolicies, ({ identity, boundary, session = [], resource, trust }) => {
      const all: Record<PolicyType, readonly (readonly Statement[] | undefined)[]> = {
        identity,
        boundary: [boundary],
        session,
        resource: [resource],
        trust: [trust],
      };
      for (const type of kinds)
        for (const statements of all[type]) {
          if (!statements) continue;
          const { tree } = parsePolicy(JSON.stringify({ Statement: statements }), type);
          const text = printPolicy(tree);
          assert.deepEqual(parsePolicy(text, type).tree, tree);
          assert.equal(printPolicy(parsePolicy(text, type).tree), text);
        }
    }),
    effort,
  );
});

test('any text is either read or refused', () => {
  const text = fc.oneof(fc.json({ maxDepth: 4 }), fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ a1') }));
  fc.assert(
    fc.property(text, kind, (found, type) => {
      readOrRefused(found, type);
      assert.deepEqual(Object.keys(Object.prototype), []);
    }),
    effort,
  );
});

test('any value in any place of a good policy is either read or refused', () => {
  const places = [
    (value: unknown) => value,
    (value: unknown) => ({ Version: value, Statement: [] }),
    (value: unknown) => ({ Statement: value }),
    ...['Sid', 'Effect', 'Action', 'NotResource', 'Principal', 'Condition', '__proto__', 'constructor'].map(
      (name) => (value: unknown) => ({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', [name]: value } }),
    ),
    ...['StringEquals', 'NumericEquals', 'DateEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'ArnLike', 'Null'].map(
      (operator) => (value: unknown) => ({
        Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:a': value } } },
      }),
    ),
    (value: unknown) => ({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: value } } }),
  ];
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.array(anyText), anyText, fc.double(), fc.ipV6(), fc.date());
  fc.assert(
    fc.property(fc.constantFrom(...places), value, kind, (place, found, type) => {
      readOrRefused(inLatin1(place(found)), type);
    }),
    { numRuns: 3000 },
  );
});

test('texts that are as long as a policy may be are read or refused, and longer ones refused', () => {
  const longest = 131_072;
  const filled = (before: string, with_: string, after: string) => {
    const room = longest - before.length - after.length;
    return before + with_.repeat(Math.ceil(room / with_.length)).slice(0, room) + after;
  };
  const [start, end] = ['{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::', '"}}'];
  for (const [before, with_, after] of [
    ['', '[', ''],
    ['', '{"a":', ''],
    ['', ' ', ''],
    [start, '*', end],
    [start, '*?', end],
    [start, ':', end],
    [start, '${aws:a}', end],
    [start, '${', end],
    [
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:',
      'b ',
      '"}}',
    ],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"s3:', 'a*', '"}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Sid":"', 'A', '"}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":["', 's3:a","', 's3:b"]}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Condition":{"DateEquals":{"a:b":"', '1', '"}}}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Condition":{"NumericEquals":{"a:b":"', '1', '"}}}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Condition":{"IpAddress":{"a:b":"', '1:', '"}}}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Condition":{"ArnLike":{"a:b":"', 'arn:', '"}}}}'],
    ['{"Statement":{"Effect":"Allow","Resource":"*","Action":"*","Condition":{"', 'IfExists', '":{"a:b":"c"}}}}'],
  ] as const) {
    const text = filled(before, with_, after);
    readOrRefused(text, 'identity');
    assert.equal(readOrRefused(`${text} `, 'identity'), undefined);
  }
});

test('a policy that is nested as deep as its length allows is refused', () => {
  const lists = '['.repeat(65_000) + ']'.repeat(65_000);
  const objects = `${'{"a":'.repeat(21_000)}1${'}'.repeat(21_000)}`;
  for (const text of [lists, objects]) assert.equal(readOrRefused(text, 'identity'), undefined);
});
