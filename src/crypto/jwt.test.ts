import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeJwt, signJwt, verifyJwt } from './jwt.ts';
import { generateSigningKey, publicJwk } from './signing-keys.ts';

const pair = await generateSigningKey();
const findKey = (kid: string) => (kid === pair.kid ? pair.publicKey : undefined);
const claims = { sub: '1', token_use: 'id', 'cognito:groups': ['paid'], name: 'Zoë 🦊' };
const token = await signJwt(pair.privateKey, pair.kid, claims);
const [head = '', body = '', signature = ''] = token.split('.');
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (input: string): string =>
  `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`;

test('a token with another algorithm is refused, whatever its signature', () => {
  const hmacInput = `${encoded({ kid: pair.kid, alg: 'HS256' })}.${body}`;
  const hmac = createHmac('sha256', pair.publicKeyPem).update(hmacInput).digest('base64url');
  assert.equal(verifyJwt(`${hmacInput}.${hmac}`, findKey), undefined);
  assert.equal(verifyJwt(`${encoded({ kid: pair.kid, alg: 'none' })}.${body}.`, findKey), undefined);
  for (const alg of ['none', 'NONE', 'HS256', 'RS384', 'PS256', 'ES256', 'rs256', '', null, ['RS256'], undefined]) {
    assert.equal(verifyJwt(signed(`${encoded({ kid: pair.kid, alg })}.${body}`), findKey), undefined, String(alg));
  }
});

test('a token under an unknown key, or one that is not a public RSA key, is refused', async () => {
  const other = await generateSigningKey();
  assert.equal(verifyJwt(await signJwt(other.privateKey, other.kid, claims), findKey), undefined);
  assert.equal(verifyJwt(await signJwt(other.privateKey, pair.kid, claims), findKey), undefined);
  assert.equal(verifyJwt(signed(`${encoded({ alg: 'RS256' })}.${body}`), findKey), undefined);
  assert.equal(verifyJwt(signed(`${encoded({ alg: 'RS256', kid: 1 })}.${body}`), findKey), undefined);
  assert.equal(
    verifyJwt(token, () => pair.privateKey),
    undefined,
  );
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const input = `${head}.${body}`;
  const ecdsa = sign('sha256', Buffer.from(input), elliptic.privateKey).toString('base64url');
  assert.equal(
    verifyJwt(`${input}.${ecdsa}`, () => elliptic.publicKey),
    undefined,
  );
});

test('a token with critical header extensions is refused', () => {
  const header = { kid: pair.kid, alg: 'RS256', crit: ['b64'], b64: false };
  assert.equal(verifyJwt(signed(`${encoded(header)}.${body}`), findKey), undefined);
});

test('a token of another form is refused', () => {
  for (const malformed of [
    '',
    '.',
    '..',
    head,
    `${head}.${body}`,
    `${head}.${body}.`,
    `${token}.`,
    `${token}.${signature}`,
    `${head}.${token}`,
    ` ${token}`,
    `${token}\n`,
    `${head}=.${body}.${signature}`,
    `${head}.${body}.${signature}=`,
    `${head}.${body}.${signature}A`,
    `${head}.${body}.${signature.slice(0, -1)}`,
    `${head}.${body}.+${signature.slice(1)}`,
    `${head}.${body}.${signature.slice(0, 10)} ${signature.slice(10)}`,
    signed(`${head}.${encoded([1])}`),
    signed(`${head}.${encoded('text')}`),
    signed(`${head}.${encoded(null)}`),
    signed(`${head}.${Buffer.from('{').toString('base64url')}`),
    signed(`${head}.${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}`),
    signed(`${encoded([pair.kid])}.${body}`),
  ]) {
    assert.equal(verifyJwt(malformed, findKey), undefined, malformed.slice(0, 40));
  }
});

test('a signature whose last character only differs in bits that do not count is refused', () => {
  // 256 bytes leave 4 bits unused in the last character: another spelling of the same bytes must not be a second token.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const spelling = alphabet[alphabet.indexOf(signature.at(-1)!) + 1]!;
  assert.equal(verifyJwt(token.slice(0, -1) + spelling, findKey), undefined);
});

test('a token with any one character changed is refused', () => {
  fc.assert(
    fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom('A', 'b', '9', '_', '.'), (at, character) => {
      fc.pre(token[at] !== character);
      assert.equal(verifyJwt(token.slice(0, at) + character + token.slice(at + 1), findKey), undefined);
    }),
    { numRuns: 200 },
  );
});

test('a token longer than the limit is refused', async () => {
  const long = await signJwt(pair.privateKey, pair.kid, { filler: 'x'.repeat(128 * 1024) });
  assert.equal(verifyJwt(long, findKey), undefined);
  assert.notEqual(verifyJwt(long, findKey, 256 * 1024), undefined);
  assert.equal(verifyJwt(token, findKey, token.length - 1), undefined);
});

test('a token carries its claims to who knows the key, under a header of kid and alg alone', () => {
  assert.deepEqual(verifyJwt(token, findKey), claims);
  assert.equal(Buffer.from(head, 'base64url').toString(), `{"kid":"${pair.kid}","alg":"RS256"}`);
  assert.deepEqual(decodeJwt(token)?.claims, claims);
});

test('one private key can stand under two key ids, one after the other', async () => {
  const again = await signJwt(pair.privateKey, 'other', claims);
  assert.equal(decodeJwt(again)?.header['kid'], 'other');
  assert.equal(decodeJwt(await signJwt(pair.privateKey, pair.kid, claims))?.header['kid'], pair.kid);
});

test('a signing key has an id in the form of AWS and a JWK that is the public key', () => {
  assert.match(pair.kid, /^[A-Za-z0-9+/]{43}=$/);
  const jwk = publicJwk(pair.publicKey, pair.kid, ['MII']);
  assert.deepEqual(Object.keys(jwk), ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c']);
  assert.deepEqual([jwk.alg, jwk.e, jwk.kty, jwk.use], ['RS256', 'AQAB', 'RSA', 'sig']);
  assert.equal(Buffer.from(jwk.n, 'base64url').length, 256);
  assert.equal(createPublicKey({ key: { ...jwk }, format: 'jwk' }).equals(pair.publicKey), true);
  assert.equal(createPublicKey(pair.publicKeyPem).equals(createPublicKey(pair.privateKeyPem)), true);
});
