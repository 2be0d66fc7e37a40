import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  clientId,
  clientSecret,
  enoughRandomBytes,
  sixDigitCode,
  temporaryPassword,
  userPoolId,
  uuid,
} from './random-text.ts';

const random = fc.uint8Array({ minLength: enoughRandomBytes, maxLength: enoughRandomBytes });

test('too few random bytes are refused', () => {
  assert.throws(() => sixDigitCode(new Uint8Array(10)), RangeError);
  assert.throws(() => clientId(new Uint8Array(24)), RangeError);
  assert.throws(() => clientSecret(new Uint8Array(41)), RangeError);
  assert.throws(() => userPoolId('eu-west-1', new Uint8Array(14)), RangeError);
  assert.throws(() => uuid(new Uint8Array(15)), RangeError);
  assert.throws(() => temporaryPassword(new Uint8Array(15), { minimumLength: 8, requireSymbols: false }), RangeError);
});

test('random texts have the forms of AWS', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      assert.match(sixDigitCode(bytes), /^\d{6}$/);
      assert.match(clientId(bytes), /^[a-z0-9]{26}$/);
      assert.match(clientSecret(bytes), /^[a-z0-9]{52}$/);
      assert.match(userPoolId('eu-west-1', bytes), /^eu-west-1_[A-Za-z0-9]{9}$/);
      assert.match(uuid(bytes), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test('a code may begin with zeros', () => {
  assert.equal(sixDigitCode(new Uint8Array(enoughRandomBytes)), '000000');
});

test('the same bytes give the same text and other bytes another', () => {
  const bytes = randomBytes(enoughRandomBytes);
  assert.equal(clientSecret(bytes), clientSecret(Uint8Array.from(bytes)));
  assert.notEqual(clientSecret(bytes), clientSecret(bytes.map((byte) => byte ^ 1)));
});

test('every digit is equally likely at every place of a code', () => {
  const codes = 20_000;
  const counts = Array.from({ length: 6 }, () => Array.from({ length: 10 }, () => 0));
  for (let made = 0; made < codes; made++) {
    for (const [place, digit] of [...sixDigitCode(randomBytes(enoughRandomBytes))].entries()) counts[place]![+digit]!++;
  }
  // Six standard deviations of a binomial with p = 1/10: a fair source fails once in ten million runs.
  const allowed = 6 * Math.sqrt(codes * 0.1 * 0.9);
  for (const digit of counts.flat()) assert.ok(Math.abs(digit - codes / 10) < allowed, String(digit));
});

test('a temporary password conforms to whatever the policy asks for', () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 0, max: 99 }), fc.boolean(), (bytes, minimumLength, requireSymbols) => {
      const password = temporaryPassword(bytes, { minimumLength, requireSymbols });
      assert.equal(password.length, Math.max(12, minimumLength));
      assert.match(password, /[a-z]/);
      assert.match(password, /[A-Z]/);
      assert.match(password, /\d/);
      assert.equal(/[!@#$%*\-_+=.?]/.test(password), requireSymbols);
      assert.match(password, /^[A-Za-z0-9!@#$%*\-_+=.?]+$/);
    }),
  );
});

test('no place of a temporary password is kept for a kind of character', () => {
  const passwords = Array.from({ length: 400 }, () =>
    temporaryPassword(randomBytes(32), { minimumLength: 8, requireSymbols: true }),
  );
  for (let place = 0; place < 12; place++) {
    const kinds = new Set(
      passwords.map((text) => [/[a-z]/, /[A-Z]/, /\d/].findIndex((kind) => kind.test(text[place]!))),
    );
    assert.equal(kinds.size, 4, `place ${place}`);
  }
});
