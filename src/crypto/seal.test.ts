import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { deriveKey, seal, sealedUnder, unseal } from './seal.ts';

const key = { id: 'k1', key: Buffer.alloc(32, 7) };
const findKey = (id: string): Buffer | undefined => (id === 'k1' ? key.key : undefined);

test('a sealed value does not open in another context, under another key, or when its key is gone', () => {
  const sealed = seal(key, 'secret', 'users/1');
  assert.equal(unseal(findKey, sealed, 'users/2'), undefined);
  assert.equal(unseal(findKey, sealed, ''), undefined);
  assert.equal(
    unseal(() => Buffer.alloc(32, 8), sealed, 'users/1'),
    undefined,
  );
  assert.equal(
    unseal(() => undefined, sealed, 'users/1'),
    undefined,
  );
});

test('a sealed value does not open under a key that was given a new name', () => {
  const sealed = seal(key, 'secret', 'c');
  assert.equal(
    unseal(() => key.key, sealed.replace('.k1.', '.k2.'), 'c'),
    undefined,
  );
});

test('a sealed value with any character changed, added or removed does not open', () => {
  const sealed = seal(key, 'secret', 'c');
  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    assert.equal(
      unseal(findKey, sealed.slice(0, at) + other + sealed.slice(at + 1), 'c')?.toString(),
      undefined,
      `${at}`,
    );
    assert.equal(unseal(findKey, sealed.slice(0, at) + sealed.slice(at + 1), 'c'), undefined, `${at}`);
  }
});

test('a sealed value has one spelling only', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const sealed = seal(key, 'secret', 'c');
  const next = alphabet[alphabet.indexOf(sealed.at(-1)!) + 1]!;
  for (const spelling of [sealed.slice(0, -1) + next, `${sealed}=`, `${sealed} `, `${sealed}\n`]) {
    assert.equal(unseal(findKey, spelling, 'c'), undefined);
  }
});

test('what was never sealed does not open and does not throw', () => {
  for (const text of [
    '',
    'v1',
    'v1.k1',
    'v1.k1.',
    'v1.k1.AAAA',
    'v2.k1.AAAA',
    'v1.k1.AAAA.AAAA',
    'v1.k1.=',
    '...',
    'v1.\n.AAAA',
  ]) {
    assert.equal(unseal(findKey, text, 'c'), undefined, text);
  }
  fc.assert(fc.property(fc.string(), (text) => assert.equal(unseal(findKey, `v1.k1.${text}`, 'c'), undefined)));
});

test('a key id with a separator in it is refused', () => {
  assert.throws(() => seal({ id: 'a.b', key: key.key }, 'x', 'c'), RangeError);
});

test('what is sealed opens to the same bytes, and no two sealings look alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string({ unit: 'grapheme' }), (bytes, context) => {
      const sealed = seal(key, bytes, context);
      assert.match(sealed, /^v1\.k1\.[A-Za-z0-9_-]+$/);
      assert.deepEqual(unseal(findKey, sealed, context), Buffer.from(bytes));
      assert.notEqual(seal(key, bytes, context), sealed);
    }),
  );
  assert.equal(unseal(findKey, seal(key, 'Grüße', 'c'), Buffer.from('c'))?.toString(), 'Grüße');
  assert.equal(sealedUnder(seal(key, 'x', 'c')), 'k1');
  assert.equal(sealedUnder('plain'), undefined);
});

test('derived keys differ by master and purpose, and come out the same again', () => {
  const master = Buffer.alloc(32, 1);
  const derived = deriveKey(master, 'seal');
  assert.equal(derived.symmetricKeySize, 32);
  assert.equal(derived.equals(deriveKey(createSecretKey(master), 'seal')), true);
  assert.equal(derived.equals(deriveKey(master, 'codes')), false);
  assert.equal(derived.equals(deriveKey(Buffer.alloc(32, 2), 'seal')), false);
  assert.throws(() => deriveKey(Buffer.alloc(31), 'seal'), RangeError);
  assert.equal(unseal(() => derived, seal({ id: 'd', key: derived }, 'x', 'c'), 'c')?.toString(), 'x');
});
