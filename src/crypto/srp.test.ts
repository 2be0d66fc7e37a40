import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { elementLength, multiplier, pad, prime, primeBytes } from './srp-group.ts';
import {
  parseSrpA,
  srpChallenge,
  srpDecoyVerifier,
  SrpRefusal,
  srpSessionKey,
  srpSignature,
  srpSignatureMatches,
  srpVerifier,
} from './srp.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ends = (text: string): [string, string] => [text.slice(0, 32), text.slice(-16)];

/* A second implementation, on BigInt and strings alone, of the client's side and of the powers. */
const N = BigInt(`0x${hex(primeBytes)}`);
const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};
const padHex = (value: bigint): string => {
  const text = value.toString(16);
  if (text.length % 2 === 1) return `0${text}`;
  return '89abcdef'.includes(text[0]!) ? `00${text}` : text;
};
const hashHex = (text: string): string => createHash('sha256').update(Buffer.from(text, 'hex')).digest('hex');
const number = (text: string): bigint => BigInt(`0x${text || '0'}`);
const k = number(hashHex(padHex(N) + padHex(2n)));

function clientKey(identity: string, password: string, saltHex: string, a: bigint, B: bigint): string {
  const u = number(hashHex(padHex(power(2n, a)) + padHex(B)));
  const inner = createHash('sha256').update(`${identity}:${password}`).digest('hex');
  const x = number(hashHex(padHex(number(saltHex)) + inner));
  const S = power((((B - k * power(2n, x)) % N) + N) % N, a + u * x);
  const prk = createHmac('sha256', Buffer.from(padHex(u), 'hex'))
    .update(Buffer.from(padHex(S), 'hex'))
    .digest();
  return createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest('hex').slice(0, 32);
}

const pool = 'aBcDeFgHi';
const user = '34c84488-e0e1-70ae-d2ee-991ad1a898c8';
const password = 'Correct-Horse-9!';
const salt = Buffer.alloc(16, 0x9a);
const a = number('11'.repeat(128));
const b = Buffer.alloc(128, 0x22);
const A = power(2n, a).toString(16);

suite('SRP refuses', () => {
  const inGroup = { B: '2', b: Buffer.alloc(32, 7), verifier: Buffer.from([3]) };

  for (const [what, value] of [
    ['zero', '0'],
    ['zero written long', '0'.repeat(768)],
    ['N itself', N.toString(16)],
    ['a multiple of N', (2n * N).toString(16)],
    ['more than N', (N + 1n).toString(16)],
    ['more digits than any number of the group has', `1${'0'.repeat(768)}`],
    ['endless zeros before a number', `${'0'.repeat(1025)}2`],
    ['no digits', ''],
    ['something that is no hex', 'xyz'],
    ['a sign', '-2'],
    ['a prefix', '0x2'],
    ['a line break after the digits', '2\n'],
  ] as const) {
    test(`an SRP_A that is ${what}`, async () => {
      assert.throws(() => parseSrpA(value), SrpRefusal);
      await assert.rejects(srpSessionKey({ A: value, ...inGroup }), SrpRefusal);
    });
  }

  test('an SRP_A that makes the shared secret 0, 1 or N-1', async () => {
    // With v = 1, (A·v^u)^b is A^b: 1 and N-1 are the numbers whose powers anybody knows.
    for (const degenerate of ['1', (N - 1n).toString(16)]) {
      await assert.rejects(srpSessionKey({ ...inGroup, A: degenerate, verifier: Buffer.from([1]) }), SrpRefusal);
    }
  });

  test('a verifier that is no number of the group', async () => {
    for (const verifier of [Buffer.alloc(0), Buffer.alloc(384), primeBytes, Buffer.alloc(400, 1)]) {
      await assert.rejects(srpChallenge({ verifier, b }), SrpRefusal);
    }
  });

  test('a signature that is not the one over this key, user, pool, secret block and time', () => {
    const claim = {
      key: Buffer.alloc(16, 1),
      poolName: pool,
      userId: user,
      secretBlock: Buffer.from('block'),
      timestamp: 'Tue Mar 3 04:05:06 UTC 2026',
    };
    const signature = srpSignature(claim).toString('base64');
    assert.equal(srpSignatureMatches(claim, signature), true);
    assert.equal(srpSignatureMatches({ ...claim, key: Buffer.alloc(16, 2) }, signature), false);
    assert.equal(srpSignatureMatches({ ...claim, poolName: 'other' }, signature), false);
    assert.equal(srpSignatureMatches({ ...claim, userId: 'other' }, signature), false);
    assert.equal(srpSignatureMatches({ ...claim, secretBlock: Buffer.from('other') }, signature), false);
    assert.equal(srpSignatureMatches({ ...claim, timestamp: 'Tue Mar 3 04:05:07 UTC 2026' }, signature), false);
    for (const malformed of ['', 'AAAA', signature.slice(0, -4), `${signature}AAAA`, 'ä'.repeat(44)]) {
      assert.equal(srpSignatureMatches(claim, malformed), false);
    }
  });
});

suite('SRP', () => {
  test('has the constants of the published group', () => {
    assert.equal(prime, N);
    assert.equal(elementLength, 384);
    assert.match(hex(primeBytes), /^ffffffffffffffffc90fdaa2.*a93ad2caffffffffffffffff$/);
    assert.equal(multiplier.toString(16), '538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6');
  });

  test("agrees with the vector of Amazon's own client", async () => {
    assert.deepEqual(ends(A), ['67679d4fea151663de3276050085a1ce', '373a857c32e03a6c']);
    const verifier = await srpVerifier({ poolName: pool, username: user, password, salt });
    assert.deepEqual(ends(hex(verifier)), ['cecdb45db3a31e831b7e6b26ada6289d', '390c671d20f5821a']);
    const { B } = await srpChallenge({ verifier, b });
    assert.deepEqual(ends(B), ['561e0f3480717c9540cc7d1382a42add', '51df3dd0de48f940']);
    assert.equal(B.length, 767);
    const key = await srpSessionKey({ A, B, b, verifier });
    assert.equal(hex(key), 'd281fee7d1aec1b9f182ce3087233b71');
    const claim = {
      key,
      poolName: pool,
      userId: user,
      secretBlock: Buffer.from('c2VjcmV0LWJsb2NrLXRlc3QtMDAwMQ==', 'base64'),
      timestamp: 'Tue Mar 3 04:05:06 UTC 2026',
    };
    assert.equal(srpSignature(claim).toString('base64'), 'VkyKNOOfJU35QocHJp5ugLKZIpQISd7OZZMqEvCHvjk=');
    assert.equal(srpSignatureMatches(claim, 'VkyKNOOfJU35QocHJp5ugLKZIpQISd7OZZMqEvCHvjk='), true);
  });

  test('gives the same key in the process that set the challenge and in any other', async () => {
    const verifier = await srpVerifier({ poolName: pool, username: user, password, salt });
    const { B } = await srpChallenge({ verifier, b });
    const first = await srpSessionKey({ A, B, b, verifier });
    const again = await srpSessionKey({ A, B, b, verifier });
    assert.deepEqual(first, again);
  });

  test('gives client and server one key for any password, salt and secrets, and another for another password', async () => {
    const saltBytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.uint8Array({ minLength: 14, maxLength: 14 }).map((rest) => Uint8Array.of(0, 0, ...rest)),
      fc.uint8Array({ minLength: 15, maxLength: 15 }).map((rest) => Uint8Array.of(0, rest[0]! | 0x80, ...rest)),
      fc.uint8Array({ minLength: 15, maxLength: 15 }).map((rest) => Uint8Array.of(0x80, ...rest)),
      fc.constant(new Uint8Array(16)),
    );
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => bytes[0]! + bytes[1]! > 0);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
        saltBytes,
        secret,
        fc.bigInt({ min: 1n << 200n, max: 1n << 512n }),
        async (typed, username, saltValue, serverSecret, clientSecret) => {
          const verifier = await srpVerifier({ poolName: pool, username, password: typed, salt: saltValue });
          const { B } = await srpChallenge({ verifier, b: serverSecret });
          const clientValue = power(2n, clientSecret).toString(16);
          const server = await srpSessionKey({ A: clientValue, B, b: serverSecret, verifier });
          const key = (text: string): string =>
            clientKey(pool + username, text, hex(saltValue), clientSecret, number(B));
          assert.equal(hex(server), key(typed));
          assert.notEqual(hex(server), key(`${typed}x`));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('takes an SRP_A with leading zeros and capital digits for the number that it is', async () => {
    const verifier = await srpVerifier({ poolName: pool, username: user, password, salt });
    const { B } = await srpChallenge({ verifier, b });
    const plain = await srpSessionKey({ A, B, b, verifier });
    assert.deepEqual(await srpSessionKey({ A: `00${A.toUpperCase()}`, B, b, verifier }), plain);
  });

  test('makes the same decoy verifier for the same seed, and it works like any other', async () => {
    const decoy = srpDecoyVerifier(Buffer.alloc(32, 5));
    assert.deepEqual(decoy, srpDecoyVerifier(Buffer.alloc(32, 5)));
    assert.notDeepEqual(decoy, srpDecoyVerifier(Buffer.alloc(32, 6)));
    assert.equal(decoy.length, 384);
    const { B } = await srpChallenge({ verifier: decoy, b });
    assert.equal((await srpSessionKey({ A, B, b, verifier: decoy })).length, 16);
  });

  test('pads numbers as the clients do', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: N }), (value) => assert.equal(hex(pad(value)), padHex(value))));
  });
});
