import {
  constants,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  publicEncrypt,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { elementLength, primeBytes } from './srp-group.ts';

/*
 * Powers modulo the 3072-bit prime by OpenSSL, four times faster than BigInt. A secret exponent becomes a
 * Diffie-Hellman private key, whose arithmetic takes the same time for every exponent of a length. The keys are written
 * by hand, because `createDiffieHellman(prime)` tests the prime anew each time, for more than a second.
 */

const derive = promisify(diffieHellman) as (keys: { privateKey: KeyObject; publicKey: KeyObject }) => Promise<Buffer>;

/** A secret exponent of at most 384 bytes, ready to be used. OpenSSL computes g^x in making it (about 0.5 ms). */
export function secretExponent(exponent: Uint8Array): KeyObject {
  const der = tagged(sequence, integer(Buffer.of(0)), group, tagged(octetString, integer(exponent)));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** g^x mod N for a secret x, as 384 bytes. */
export function generatorPower(exponent: KeyObject): Buffer {
  // Node documents that a private key gives its public half here; its published types forget it.
  const publicKey = createPublicKey(exponent as unknown as Buffer);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const power = integerAtEnd(spki);
  return Buffer.concat([Buffer.alloc(elementLength - power.length), power]);
}

/**
 * base^x mod N for a secret x, as 384 bytes, on the thread pool. Rejects for a base outside 2 … N−2, and when the
 * power is 1.
 */
export function secretPower(base: Uint8Array, exponent: KeyObject): Promise<Buffer> {
  const bits = tagged(bitString, Buffer.of(0), integer(base));
  const publicKey = createPublicKey({ key: tagged(sequence, group, bits), format: 'der', type: 'spki' });
  return derive({ privateKey: exponent, publicKey });
}

/**
 * base^e mod N for a public e of at most 384 bytes; base is 384 bytes and less than N. This is RSA's public operation
 * without padding: the cheapest way, but its time depends on e, so it is for exponents that anyone may know.
 */
export function publicPower(base: Uint8Array, exponent: Uint8Array): Buffer {
  const key = { kty: 'RSA', n: modulus, e: Buffer.from(exponent).toString('base64url') };
  return publicEncrypt({ key, format: 'jwk', padding: constants.RSA_NO_PADDING }, base);
}

const modulus = primeBytes.toString('base64url');

/* The few pieces of DER (X.690) that PKCS#8 (RFC 5208) and SubjectPublicKeyInfo (RFC 5280 §4.1) are made of. */
const sequence = 0x30;
const octetString = 0x04;
const bitString = 0x03;
const dhKeyAgreement = Buffer.from('06092a864886f70d010301', 'hex');
const group = tagged(sequence, dhKeyAgreement, tagged(sequence, integer(primeBytes), integer(Buffer.of(2))));

function tagged(tag: number, ...content: Uint8Array[]): Buffer {
  const length = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), ...content]);
}

/** An unsigned INTEGER: as short as can be, with a zero byte where the top bit would read as a sign. */
function integer(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const shortest = bytes.subarray(start);
  return shortest[0]! & 0x80 ? tagged(0x02, Buffer.of(0), shortest) : tagged(0x02, shortest);
}

/** The value of the INTEGER inside the BIT STRING that ends a SubjectPublicKeyInfo. */
function integerAtEnd(spki: Buffer): Buffer {
  let at = contentOf(spki, 0).start;
  at = contentOf(spki, at).end;
  const { start, end } = contentOf(spki, contentOf(spki, at).start + 1);
  return spki.subarray(spki[start] === 0 ? start + 1 : start, end);
}

function contentOf(der: Buffer, at: number): { start: number; end: number } {
  const first = der[at + 1]!;
  const extra = first < 0x80 ? 0 : first - 0x80;
  const start = at + 2 + extra;
  return { start, end: start + (extra === 0 ? first : der.readUIntBE(at + 2, extra)) };
}
