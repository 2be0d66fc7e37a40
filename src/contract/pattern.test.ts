import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityPoolsModel, userPoolsModel } from './model.ts';
import { compilePattern } from './pattern.ts';

const byLink = String(userPoolsModel.shapes.EmailVerificationMessageByLinkType?.pattern);
const withCode = String(userPoolsModel.shapes.EmailVerificationMessageType?.pattern);
const address = String(userPoolsModel.shapes.EmailAddressType?.pattern);

test('every pattern of both services compiles', () => {
  for (const { shapes } of [userPoolsModel, identityPoolsModel]) {
    for (const { pattern } of Object.values(shapes))
      if (pattern) assert.equal(typeof compilePattern(pattern)(''), 'boolean');
  }
});

const cases: [pattern: string, text: string, expected: boolean][] = [
  ['[\\S]+', 'two words', false],
  ['[\\S]+', '', false],
  ['[\\S]+', 'no\u00a0break', true],
  ['[\\w\\s+=,.@-]+', 'My Pool_1+=,.@-', true],
  ['[\\w\\s+=,.@-]+', 'no\u00a0break', false],
  ['[\\w-]+_[0-9a-zA-Z]+', 'us-east-1_abc123', true],
  ['[\\w-]+_[0-9a-zA-Z]+', 'us-east-1_abc123\n', false],
  ['[\\w-]+_[0-9a-zA-Z]+', 'x us-east-1_abc123', false],
  ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'zoë🐝', true],
  ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'a b', false],
  ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'half \ud83d'.slice(-1), false],
  ['(?s).*', 'two\nlines', true],
  ['.*\\{####\\}.*', 'code {####}', true],
  ['.*\\{####\\}.*', 'code {###}', false],
  ['.*\\{####\\}.*', 'two\nlines {####}', false],
  [withCode, 'two\nlines {####}', true],
  [withCode, 'control \u0001 {####}', false],
  [byLink, '{##click##}', true],
  [byLink, '{####}', true],
  [byLink, '{###}', false],
  [byLink, '##} before {##', false],
  [address, 'a@b', true],
  [address, '@b', false],
  [address, 'a@', false],
  [address, '@@@', true],
  [address, '@@', false],
  [address, 'a b@c', false],
];
for (const [pattern, text, expected] of cases) {
  test(`${JSON.stringify(text)} ${expected ? 'satisfies' : 'breaks'} ${pattern}`, () => {
    assert.equal(compilePattern(pattern)(text), expected);
  });
}

test('no text makes a pattern take more than linear time', () => {
  assert.equal(compilePattern(byLink)(`${'{####}'.repeat(3300)}\u0001`), false);
  assert.equal(compilePattern(byLink)('{##'.repeat(6600)), false);
  assert.equal(compilePattern(withCode)(`${'{####}'.repeat(3300)}\u0001`), false);
  assert.equal(compilePattern(address)(`${'@'.repeat(500_000)} `), false);
});
