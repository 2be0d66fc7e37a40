import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { generatorPower, publicPower, secretExponent, secretPower } from './modular-exponentiation.ts';
import { prime as N, toElement, toInteger } from './srp-group.ts';

/** Square and multiply, to compare with. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

suite('modular exponentiation: OpenSSL accepts keys made by hand and', () => {
  const exponents = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.uint8Array({ minLength: 31, maxLength: 31 }).map((rest) => Uint8Array.of(0, ...rest)),
    fc.uint8Array({ minLength: 31, maxLength: 31 }).map((rest) => Uint8Array.of(0xff, ...rest)),
    fc.uint8Array({ minLength: 128, maxLength: 128 }),
  );
  const nonZero = exponents.filter((bytes) => bytes.some((byte) => byte > 0));
  const bases = fc
    .oneof(fc.uint8Array({ minLength: 384, maxLength: 384 }), fc.uint8Array({ minLength: 1, maxLength: 64 }))
    .map((bytes) => (toInteger(bytes) % (N - 4n)) + 2n);

  test('agrees with BigInt on powers of the generator', () => {
    fc.assert(
      fc.property(nonZero, (exponent) => {
        assert.equal(toInteger(generatorPower(secretExponent(exponent))), power(2n, toInteger(exponent)));
      }),
      { numRuns: 25 },
    );
  });

  test('agrees with BigInt on powers of any base, in the subgroup or not', async () => {
    await fc.assert(
      fc.asyncProperty(bases, nonZero, async (base, exponent) => {
        const expected = power(base, toInteger(exponent));
        assert.equal(toInteger(await secretPower(toElement(base), secretExponent(exponent))), expected);
      }),
      { numRuns: 40 },
    );
  });

  test('agrees with BigInt on public exponents', () => {
    fc.assert(
      fc.property(
        bases,
        nonZero.filter((bytes) => toInteger(bytes) > 1n),
        (base, exponent) => {
          assert.equal(toInteger(publicPower(toElement(base), exponent)), power(base, toInteger(exponent)));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('writes powers as 384 bytes, also small ones', async () => {
    assert.deepEqual(generatorPower(secretExponent(Buffer.of(9))), toElement(512n));
    assert.deepEqual(await secretPower(Buffer.of(3), secretExponent(Buffer.of(2))), toElement(9n));
  });
});
