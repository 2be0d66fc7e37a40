import { createPrivateKey, createSecretKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { nativeArgon2, nodeArgon2 } from '#adapters/passwords/argon2-engine.ts';
import { hmacSha256, sha256Hex } from '#crypto/digests.ts';
import { generatorPower, publicPower, secretExponent, secretPower } from '#crypto/modular-exponentiation.ts';
import { seal, unseal } from '#crypto/seal.ts';
import type { Primitive } from './primitive.ts';

const alone = { concurrency: 1, pieces: 1 };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** As long as the claims of a token are. */
const claims = randomBytes(700);
const sealingKey = () => ({ id: 'bench', key: createSecretKey(randomBytes(32)) });

/** Argon2id with the implementation that the server takes, as many at a time as the server lets in. */
export async function argon2id(): Promise<Primitive> {
  const engine = (await nativeArgon2()) ?? nodeArgon2;
  const work = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32, password: 'Correct-Horse-7' };
  return {
    about: `Argon2id, 19 MiB, 2 passes (${engine === nodeArgon2 ? "Node's" : 'add-on'})`,
    concurrency: availableParallelism(),
    pieces: 1,
    run: () => engine({ ...work, salt: randomBytes(16) }),
  };
}

export function rsaSign(): Primitive {
  const key = createPrivateKey(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { ...alone, about: 'RSA-2048 signature', run: () => void sign('sha256', claims, key) };
}

export function rsaVerify(): Primitive {
  const signature = sign('sha256', claims, rsa.privateKey);
  return {
    ...alone,
    about: 'RSA-2048 verification',
    run: () => void verify('sha256', claims, rsa.publicKey, signature),
  };
}

/* The three powers of an SRP sign-in, by the functions that the server uses. */

export const generatorPowerOf = (): Primitive => ({
  ...alone,
  about: 'g^b mod N, b secret',
  run: () => void generatorPower(secretExponent(randomBytes(32))),
});

export function publicPowerOf(): Primitive {
  const base = generatorPower(secretExponent(randomBytes(32)));
  return { ...alone, about: 'v^u mod N, u public', run: () => void publicPower(base, randomBytes(32)) };
}

export function secretPowerOf(): Primitive {
  const base = generatorPower(secretExponent(randomBytes(32)));
  const exponent = secretExponent(randomBytes(32));
  return { ...alone, about: 'S = base^b mod N, b secret', concurrency: 2, run: () => secretPower(base, exponent) };
}

export function sealOf(): Primitive {
  const [key, plaintext] = [sealingKey(), randomBytes(800)];
  return { ...alone, about: 'AES-256-GCM of 800 bytes, sealed', run: () => void seal(key, plaintext, 'context') };
}

export function unsealOf(): Primitive {
  const key = sealingKey();
  const sealed = seal(key, randomBytes(800), 'context');
  return {
    ...alone,
    about: 'AES-256-GCM of 800 bytes, opened',
    run: () => void unseal(() => key.key, sealed, 'context'),
  };
}

/** The least that Signature Version 4 takes with the signing key at hand: two hashes and a keyed one. */
export function requestSignature(): Primitive {
  const key = randomBytes(32);
  const [body, canonical, text] = ['b'.repeat(100), 'c'.repeat(300), 't'.repeat(150)];
  return {
    ...alone,
    about: 'hashes of a SigV4 check',
    run() {
      sha256Hex(body);
      sha256Hex(canonical);
      hmacSha256(key, text);
    },
  };
}
