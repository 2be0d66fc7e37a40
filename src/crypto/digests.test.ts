import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashCode, hmacSha256, hmacSha256Hex, sha256, sha256Hex } from './digests.ts';

const pepper = Buffer.alloc(32, 1);

test('a code hashes differently for another context, code or pepper', () => {
  const hash = hashCode(pepper, '123456', 'pool/user/sign-up');
  assert.notEqual(hashCode(pepper, '123457', 'pool/user/sign-up'), hash);
  assert.notEqual(hashCode(pepper, '123456', 'pool/user/reset'), hash);
  assert.notEqual(hashCode(Buffer.alloc(32, 2), '123456', 'pool/user/sign-up'), hash);
  assert.equal(hashCode(pepper, '123456', 'pool/user/sign-up'), hash);
  assert.match(hash, /^[0-9a-f]{64}$/);
});

test('a context never runs into the code', () => {
  assert.notEqual(hashCode(pepper, '3456', 'pool12'), hashCode(pepper, '123456', 'pool'));
  assert.notEqual(hashCode(pepper, ':1', 'a'), hashCode(pepper, '1', 'a:'));
});

test('digests are those of FIPS 180-4 and RFC 4231', () => {
  assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(sha256('abc').toString('hex'), sha256Hex(Buffer.from('abc')));
  assert.equal(
    hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('a keyed hash in hex is the one of Node, whatever the lengths of key and text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 80 }),
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.nat(1_200).map((length) => 'é'.repeat(length)),
      ),
      (key, text) => hmacSha256Hex(key, text) === createHmac('sha256', key).update(text).digest('hex'),
    ),
  );
});
