import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { formatArgon2id, parseArgon2id } from './argon2id.ts';
import { parseBcrypt } from './bcrypt.ts';
import { identifyPasswordFormat } from './identify.ts';
import { isAcceptedImportHash } from './import-ceilings.ts';
import { parsePbkdf2Sha256 } from './pbkdf2-sha256.ts';
import { parseScrypt } from './scrypt.ts';

const salt = 'AAECAwQFBgcICQoLDA0ODw';
const tag = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const argon2id = `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${tag}`;
const bcrypt = '$2b$12$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i';
const scrypt = `65536$8$1$${'0a'.repeat(16)}$${'0b'.repeat(32)}`;
const pbkdf2 = `$pbkdf2-sha256$600000$${salt}$${tag}`;
const accepted = { ARGON2ID: argon2id, BCRYPT: bcrypt, PBKDF2_SHA256: pbkdf2, SCRYPT: scrypt };

suite('an imported hash is refused', () => {
  for (const [what, algorithm, text] of [
    ['argon2id above 19456 KiB', 'ARGON2ID', argon2id.replace('19456', '19457')],
    ['argon2id above two passes', 'ARGON2ID', argon2id.replace('t=2', 't=3')],
    ['argon2id above one lane', 'ARGON2ID', argon2id.replace('p=1', 'p=2')],
    ['argon2id of no passes', 'ARGON2ID', argon2id.replace('t=2', 't=0')],
    ['argon2id in less than 8 KiB', 'ARGON2ID', argon2id.replace('19456', '7')],
    ['argon2id of version 16', 'ARGON2ID', argon2id.replace('v=19', 'v=16')],
    ['argon2id without a version', 'ARGON2ID', argon2id.replace('v=19$', '')],
    ['argon2i', 'ARGON2ID', argon2id.replace('argon2id', 'argon2i')],
    ['argon2d', 'ARGON2ID', argon2id.replace('argon2id', 'argon2d')],
    ['argon2id with padded base64', 'ARGON2ID', argon2id.replace(salt, `${salt}==`)],
    ['argon2id with a salt too short for it', 'ARGON2ID', argon2id.replace(salt, 'AAECAwQFBg')],
    ['argon2id with a hash that a guess would hit', 'ARGON2ID', argon2id.replace(tag, 'AAECAw')],
    ['argon2id with bits to spare in its base64', 'ARGON2ID', `${argon2id.slice(0, -1)}9`],
    ['argon2id with a line after it', 'ARGON2ID', `${argon2id}\n`],
    ['argon2id with more parameters', 'ARGON2ID', argon2id.replace('p=1', 'p=1,keyid=x')],
    ['bcrypt above cost 12', 'BCRYPT', bcrypt.replace('$12$', '$13$')],
    ['bcrypt below cost 4', 'BCRYPT', bcrypt.replace('$12$', '$03$')],
    ['bcrypt with a signed cost', 'BCRYPT', bcrypt.replace('$12$', '$+4$')],
    ['bcrypt of no known kind', 'BCRYPT', bcrypt.replace('$2b', '$2c')],
    ['bcrypt without a kind', 'BCRYPT', bcrypt.replace('$2b', '$2')],
    ['bcrypt cut short', 'BCRYPT', bcrypt.slice(0, -1)],
    ['scrypt above N 65536', 'SCRYPT', scrypt.replace('65536', '131072')],
    ['scrypt with an N that is no power of two', 'SCRYPT', scrypt.replace('65536', '65535')],
    ['scrypt with N 1', 'SCRYPT', scrypt.replace('65536', '1')],
    ['scrypt above r 8', 'SCRYPT', scrypt.replace('$8$', '$9$')],
    ['scrypt above p 1', 'SCRYPT', scrypt.replace('$8$1$', '$8$2$')],
    ['scrypt with r 0', 'SCRYPT', scrypt.replace('$8$', '$0$')],
    ['scrypt with half a byte', 'SCRYPT', `${scrypt}0`],
    ['scrypt in base64', 'SCRYPT', `65536$8$1$${salt}$${tag}`],
    ['scrypt with a hash that a guess would hit', 'SCRYPT', `65536$8$1$${'0a'.repeat(16)}$0b`],
    ['pbkdf2 above 600000 rounds', 'PBKDF2_SHA256', pbkdf2.replace('600000', '600001')],
    ['pbkdf2 of no rounds', 'PBKDF2_SHA256', pbkdf2.replace('600000', '0')],
    ['pbkdf2 with another digest', 'PBKDF2_SHA256', pbkdf2.replace('sha256', 'sha512')],
    ['pbkdf2 without a salt', 'PBKDF2_SHA256', pbkdf2.replace(salt, '')],
    ['an algorithm that AWS does not know', 'MD5', argon2id],
    ['an algorithm that only JavaScript knows', 'constructor', argon2id],
    ['an algorithm in lower case', 'bcrypt', bcrypt],
    ['nothing', 'BCRYPT', ''],
  ] as const) {
    test(`when it is ${what}`, () => assert.equal(isAcceptedImportHash(algorithm, text), false));
  }

  test('when it is of another algorithm than the one named', () => {
    for (const [algorithm, own] of Object.entries(accepted)) {
      for (const text of Object.values(accepted)) assert.equal(isAcceptedImportHash(algorithm, text), text === own);
    }
  });

  test('whatever it is: no text makes a parser throw', () => {
    const pieces = fc.array(fc.constantFrom('$', '2b', '12', 'argon2id', 'v=19', 'm=1', ',', '.', 'aa', '/', '='), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          for (const algorithm of Object.keys(accepted)) isAcceptedImportHash(algorithm, text);
          assert.ok(identifyPasswordFormat(text) === undefined || text.includes('$'));
        },
      ),
    );
  });
});

test('a stored hash is identified by its form, and anything else is not', () => {
  assert.equal(identifyPasswordFormat(argon2id), 'argon2id');
  assert.equal(identifyPasswordFormat(bcrypt), 'bcrypt');
  assert.equal(identifyPasswordFormat(scrypt), 'scrypt');
  assert.equal(identifyPasswordFormat(pbkdf2), 'pbkdf2-sha256');
  assert.equal(identifyPasswordFormat('$1$abc$def'), undefined);
  assert.equal(identifyPasswordFormat(''), undefined);
});

test('hashes are read into their parts', () => {
  const saltBytes = Buffer.from(Array.from({ length: 16 }, (_, n) => n));
  const tagBytes = Buffer.from(Array.from({ length: 32 }, (_, n) => n));
  const parts = { memory: 19_456, passes: 2, parallelism: 1, salt: saltBytes, tag: tagBytes };
  assert.deepEqual(parseArgon2id(argon2id), parts);
  assert.equal(formatArgon2id(parts), argon2id);
  for (const variant of ['a', 'b', 'x', 'y']) {
    assert.deepEqual(parseBcrypt(bcrypt.replace('$2b', `$2${variant}`)), { variant, cost: 12 });
  }
  assert.deepEqual(parseScrypt(scrypt), {
    cost: 65_536,
    blockSize: 8,
    parallelism: 1,
    salt: Buffer.alloc(16, 0x0a),
    key: Buffer.alloc(32, 0x0b),
  });
  assert.deepEqual(parsePbkdf2Sha256(pbkdf2), { iterations: 600_000, salt: saltBytes, key: tagBytes });
  const dotted = parsePbkdf2Sha256(`$pbkdf2-sha256$1$${salt}$${tag.slice(0, -3)}.h8`);
  assert.deepEqual(dotted, parsePbkdf2Sha256(`$pbkdf2-sha256$1$${salt}$${tag.slice(0, -3)}+h8`));
});
