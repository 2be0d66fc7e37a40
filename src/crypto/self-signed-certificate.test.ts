import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { suite, test } from 'node:test';
import { der } from './der.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { generateSigningKey } from './signing-keys.ts';

const from = Date.UTC(2026, 0, 5, 9, 30);
const pair = await generateSigningKey();
const { privateKey, publicKey } = pair;

suite('the certificate of a signing key', () => {
  test('holds the key, and is signed with it', async () => {
    const certificate = new X509Certificate(await selfSignedCertificate(pair, { name: 'us-east-11', from }));
    assert.ok(certificate.publicKey.equals(publicKey));
    assert.ok(certificate.verify(publicKey));
    assert.equal(certificate.subject, 'CN=us-east-11');
    assert.equal(certificate.issuer, certificate.subject);
    assert.equal(certificate.ca, false);
  });

  test('is valid from the day the key was made, without an end', async () => {
    for (const start of [from, Date.UTC(2049, 11, 31, 23, 59, 59), Date.UTC(2050, 0, 1)]) {
      const certificate = new X509Certificate(await selfSignedCertificate(pair, { name: 'key', from: start }));
      assert.equal(certificate.validFromDate.getTime(), start);
      assert.equal(certificate.validToDate.getUTCFullYear(), 9999);
    }
  });

  test('is the same bytes whenever it is made of the same key, and others for another key', async () => {
    const again = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const [one, other] = await Promise.all(
      [privateKey, again].map((key) => selfSignedCertificate({ privateKey: key, publicKey }, { name: 'key', from })),
    );
    assert.deepEqual(one, other);
    const stranger = await generateSigningKey();
    const serialOf = (bytes: Buffer) => new X509Certificate(bytes).serialNumber;
    const foreign = await selfSignedCertificate(stranger, { name: 'key', from });
    assert.notEqual(serialOf(foreign), serialOf(one!));
    assert.equal(serialOf(foreign).length, 32);
  });
});

test('a length in DER takes as many bytes as it needs', () => {
  assert.equal(der(4, Buffer.alloc(127)).subarray(0, 3).toString('hex'), '047f00');
  assert.equal(der(4, Buffer.alloc(128)).subarray(0, 3).toString('hex'), '048180');
  assert.equal(der(4, Buffer.alloc(256)).subarray(0, 4).toString('hex'), '04820100');
  assert.throws(() => der(4, Buffer.alloc(65_536)), RangeError);
});
