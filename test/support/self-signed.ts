import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { bitString, certificateTime, commonName, der, objectId, sequence } from '#crypto/der.ts';

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
const rsaWithSha256 = sequence(objectId('2a864886f70d01010b'), der(0x05));
const day = 86_400_000;

/**
 * A certificate (RFC 5280) for `localhost` that vouches for itself, and its key, both as PEM. Made anew for every test run.
 * @param options `rsaBits` for an RSA key in the place of one on P-256; `until` is its end, tomorrow unless said otherwise
 */
export function selfSigned({ rsaBits, until = Date.now() + day }: { rsaBits?: number; until?: number } = {}): {
  key: string;
  cert: string;
} {
  const { publicKey, privateKey } = rsaBits
    ? generateKeyPairSync('rsa', { modulusLength: rsaBits })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = rsaBits ? rsaWithSha256 : ecdsaWithSha256;
  // A name of its own: trusted certificates are looked up by name.
  const name = commonName(randomUUID());
  const alternativeName = sequence(objectId('551d11'), der(0x04, sequence(der(0x82, Buffer.from('localhost')))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(certificateTime(Math.min(Date.now(), until) - 3_600_000), certificateTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeName)),
  );
  const pem = sequence(body, algorithm, bitString(sign('sha256', body, privateKey)))
    .toString('base64')
    .replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
  };
}
