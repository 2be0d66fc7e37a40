import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * A public key as a JWKS lists it (RFC 7517), members in the order in which Amazon Cognito writes them; the certificate is
 * added for those who take keys in nothing else.
 */
export interface PublicJwk {
  readonly alg: 'RS256';
  readonly e: string;
  readonly kid: string;
  readonly kty: 'RSA';
  readonly n: string;
  readonly use: 'sig';
  /** One certificate, in which the key vouches for itself: base64 of DER. */
  readonly x5c: readonly [string];
}

export interface SigningKeyPair {
  /** 44 characters of base64, the last of them `=`. */
  readonly kid: string;
  /** PKCS#8, PEM: to be sealed before it is stored. */
  readonly privateKeyPem: string;
  /** SPKI, PEM. */
  readonly publicKeyPem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A new RSA-2048 key pair for tokens, made on the thread pool (some 30 ms, varying). */
export async function generateSigningKey(): Promise<SigningKeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    kid: keyId(publicKey),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKey,
    publicKey,
  };
}

/** A public RSA key as the JWKS shows it. */
export function publicJwk(publicKey: KeyObject, kid: string, x5c: PublicJwk['x5c']): PublicJwk {
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
  return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig', x5c };
}

/** The SHA-256 thumbprint of the key (RFC 7638), in base64 with its `=`, which is the form of Cognito's key ids. */
function keyId(publicKey: KeyObject): string {
  const { e, n } = publicKey.export({ format: 'jwk' });
  return createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64');
}
