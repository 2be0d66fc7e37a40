import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskedDestination } from './mask.ts';
import { plainText } from './plain-text.ts';
import { nextAttemptAt } from './retry.ts';

test('a destination shows as much as AWS shows of it', () => {
  const cases = [
    ['email', 'fay@example.com', 'f***@e***'],
    ['email', 'x@localhost', 'x***@l***'],
    ['email', '😀y@🦊.example', '😀***@🦊***'],
    ['phone_number', '+12065551212', '+*******1212'],
    ['phone_number', '+4912', '+4912'],
  ] as const;
  for (const [attribute, value, masked] of cases) assert.equal(maskedDestination(attribute, value), masked);
});

test('the text form of a mail keeps words and links and drops markup', () => {
  const html =
    '<style>p { color: red }</style><p>Hello&nbsp;<b>Ada</b> &amp; co,</p>your link: <a href="https://id.example/?a=1&amp;b=2">Verify</a><br>Bye';
  assert.equal(plainText(html), 'Hello Ada & co,\nyour link: Verify: https://id.example/?a=1&b=2\nBye');
  assert.equal(plainText('Your verification code is 123456. '), 'Your verification code is 123456.');
});

test('a message is tried again ever later, and given up after a day at most', () => {
  let now = 0;
  let attempts = 1;
  for (let next = nextAttemptAt(attempts, now); next !== undefined; next = nextAttemptAt(++attempts, now)) {
    assert.ok(next > now);
    now = next;
  }
  assert.equal(attempts, 9);
  assert.ok(now < 86_400_000);
});
