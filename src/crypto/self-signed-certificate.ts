import { createHash, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { bitString, certificateTime, commonName, der, objectId, sequence } from './der.ts';

const signInThreadPool = promisify(sign) as (algorithm: string, data: Uint8Array, key: KeyObject) => Promise<Buffer>;

const version3 = der(0xa0, der(0x02, Buffer.from([2])));
const sha256WithRsa = sequence(objectId('2a864886f70d01010b'), der(0x05));
/** The key signs, and does nothing else: it vouches for no other certificate. */
const digitalSignatureOnly = sequence(
  objectId('551d0f'),
  der(0x01, Buffer.from([0xff])),
  der(0x04, der(0x03, Buffer.from([7, 0x80]))),
);
/** What stands for "no end" (RFC 5280 §4.1.2.5): how long a key serves, its key set says. */
const noEnd = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * A certificate (RFC 5280, DER) in which an RSA key vouches for itself, for those who take keys only in certificates. The same
 * key, name and time make the same bytes, on whichever server: serial number and signature have no randomness in them.
 * @param name its holder's and issuer's common name, of at most 64 characters
 * @param from when it begins to be valid, in milliseconds
 */
export async function selfSignedCertificate(
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  { name, from }: { readonly name: string; readonly from: number },
): Promise<Buffer> {
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const holder = commonName(name);
  const body = sequence(
    version3,
    der(0x02, serialNumber(keyInfo)),
    sha256WithRsa,
    holder,
    sequence(certificateTime(from), certificateTime(noEnd)),
    holder,
    keyInfo,
    der(0xa3, sequence(digitalSignatureOnly)),
  );
  return sequence(body, sha256WithRsa, bitString(await signInThreadPool('sha256', body, privateKey)));
}

/** Sixteen bytes that only this key has, beginning with a bit that keeps the number positive and of full length. */
function serialNumber(keyInfo: Buffer): Buffer {
  const digest = createHash('sha256').update(keyInfo).digest().subarray(0, 16);
  digest[0] = (digest[0]! & 0x3f) | 0x40;
  return digest;
}
