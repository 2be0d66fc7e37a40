import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { suite, test } from 'node:test';
import { fakeKey, type FakeAlgorithm, sharedSecretToken, unsignedToken } from '../../test/support/fake-issuer.ts';
import { decodeJwt } from './jwt.ts';
import { isSignedWith, keyNamedBy, publishedKey } from './jws.ts';

const claims = { sub: 'ada' };
const isGood = (token: string, jwk: unknown): boolean => {
  const decoded = decodeJwt(token);
  const key = publishedKey(jwk);
  return decoded !== undefined && key !== undefined && isSignedWith(decoded, key);
};

suite('a token of another issuer', () => {
  for (const alg of ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'] as FakeAlgorithm[]) {
    test(`is taken when it is signed with ${alg}, and by that key only`, () => {
      const [key, other] = [fakeKey(alg), fakeKey(alg)];
      assert.equal(isGood(key.sign(claims), key.jwk), true);
      assert.equal(isGood(key.sign(claims), other.jwk), false);
      const altered = key.sign(claims).replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"eve"}').toString('base64url')}.`);
      assert.equal(isGood(altered, key.jwk), false);
    });
  }

  test('is refused without a signature', () => {
    assert.equal(isGood(unsignedToken(claims), fakeKey().jwk), false);
    const key = fakeKey();
    assert.equal(isGood(key.sign(claims, { alg: 'none' }), key.jwk), false);
  });

  test('is refused when the public key served as a shared secret', () => {
    const { jwk } = fakeKey();
    const { alg: _, ...open } = jwk;
    const publicKey = createPublicKey({ key: jwk as never, format: 'jwk' });
    for (const secret of [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      publicKey.export({ type: 'pkcs1', format: 'pem' }),
      String(jwk['n']),
    ]) {
      for (const one of [jwk, open]) assert.equal(isGood(sharedSecretToken(claims, secret, jwk['kid']), one), false);
    }
  });

  test('is refused when its algorithm is not the one of the key', () => {
    const key = fakeKey('RS256');
    for (const alg of ['RS512', 'PS256', 'ES256', 'rs256', '', 5])
      assert.equal(isGood(key.sign(claims, { alg }), key.jwk), false);
    const p384 = fakeKey('ES384');
    assert.equal(isGood(p384.sign(claims, { alg: 'ES256' }), { ...p384.jwk, alg: undefined }), false);
  });

  test('is refused when it demands an extension', () => {
    const key = fakeKey();
    assert.equal(isGood(key.sign(claims, { crit: ['exp'], exp: 1 }), key.jwk), false);
  });
});

suite('a published key', () => {
  const { jwk } = fakeKey();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [what, key] of [
    ['for encryption', { ...jwk, use: 'enc' }],
    ['for another purpose', { ...jwk, key_ops: ['sign'] }],
    ['for an algorithm that is not known', { ...jwk, alg: 'PS256' }],
    ['for an algorithm of another kind of key', { ...jwk, alg: 'ES256' }],
    ['that is a shared secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'a', alg: 'HS256' }],
    ['whose private half is published too', privateKey.export({ format: 'jwk' })],
    ['of 1024 bits', fakeKey('RS256', { bits: 1024 }).jwk],
    [
      'of another curve',
      { ...generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' }) },
    ],
    ['that cannot be read', { kty: 'RSA', n: '', e: '' }],
    ['that is none', 'key'],
  ] as const) {
    test(`${what} is not used`, () => assert.equal(publishedKey(key), undefined));
  }

  test('is found by its id, and without one only where it is alone', () => {
    const [one, other] = [fakeKey(), fakeKey()];
    const keys = [one, other].map((key) => publishedKey(key.jwk)!);
    const named = (token: string) => keyNamedBy(decodeJwt(token)!, keys)?.kid;
    assert.equal(named(other.sign(claims)), other.jwk['kid']);
    assert.equal(named(fakeKey().sign(claims)), undefined);
    const nameless = decodeJwt(one.sign(claims, { kid: undefined }))!;
    assert.equal(keyNamedBy(nameless, keys), undefined);
    assert.equal(keyNamedBy(nameless, keys.slice(0, 1)), keys[0]);
  });
});
