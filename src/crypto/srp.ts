import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { hmacSha256, sha256 } from './digests.ts';
import { generatorPower, publicPower, secretExponent, secretPower } from './modular-exponentiation.ts';
import { elementLength, multiplier, pad, prime, toElement, toInteger } from './srp-group.ts';

/*
 * The server's side of SRP-6a (RFC 2945, RFC 5054) as Amazon Cognito's clients do it: SHA-256, the 3072-bit group,
 * numbers hashed in their shortest form, and a 16-byte key out of HKDF's first block.
 */

/** A value from the other side with which the protocol must not go on. Its text may be shown to whoever sent it. */
export class SrpRefusal extends RangeError {
  override readonly name = 'SrpRefusal';
}

/** How many random bytes the server's secret b takes: twice the strength of the group, in a constant-time exponent. */
export const secretLength = 32;

/** Whom a verifier is for, and the password it stands for. */
export interface SrpPassword {
  /** The part of the pool id after `_`; for a device, the device group key. */
  readonly poolName: string;
  /** USER_ID_FOR_SRP: the stored username, never an alias or the spelling that was typed; for a device, its key. */
  readonly username: string;
  readonly password: string;
  /** Read as a number, as clients do: leading zero bytes make no difference. */
  readonly salt: Uint8Array;
}

/** v = g^x mod N as 384 bytes. As good as the password to an attacker who guesses: seal it before it is stored. */
export async function srpVerifier({ poolName, username, password, salt }: SrpPassword): Promise<Buffer> {
  const x = sha256(Buffer.concat([pad(toInteger(salt)), sha256(`${poolName}${username}:${password}`)]));
  return generatorPower(secretExponent(x));
}

/**
 * A verifier that no password has, the same for the same seed of 32 or more secret bytes: with it a challenge for a
 * user who does not exist costs and looks the same.
 */
export function srpDecoyVerifier(seed: Uint8Array): Buffer {
  const blocks = Array.from({ length: elementLength / 32 }, (_, index) => hmacSha256(seed, `verifier ${index}`));
  return toElement((toInteger(Buffer.concat(blocks)) % (prime - 2n)) + 2n);
}

/** B = (k·v + g^b) mod N in lower-case hex without leading zeros, for SRP_B. `b`: 32 fresh random bytes, kept secret. */
export async function srpChallenge({ verifier, b }: { verifier: Uint8Array; b: Uint8Array }): Promise<{ B: string }> {
  const secret = secretExponent(b);
  const B = (multiplier * elementOf(verifier) + toInteger(generatorPower(secret))) % prime;
  if (B === 0n) throw new SrpRefusal('SRP_B would be zero.');
  keepForAMoment(b, secret);
  return { B: B.toString(16) };
}

/**
 * The client's SRP_A as a number. Refused: anything but 1 to 1024 hex digits, 0, and numbers from N upwards; with
 * A mod N = 0 the key would not depend on the password.
 */
export function parseSrpA(A: string): bigint {
  if (!/^[0-9A-Fa-f]{1,1024}$/.test(A)) throw new SrpRefusal('SRP_A is not a number of the group.');
  const value = BigInt(`0x${A}`);
  if (value === 0n || value >= prime) throw new SrpRefusal('SRP_A is not a number of the group.');
  return value;
}

/** The numbers of one exchange. */
export interface SrpExchange {
  /** SRP_A as it came. */
  readonly A: string;
  /** SRP_B as it was sent. */
  readonly B: string;
  /** The server's secret. */
  readonly b: Uint8Array;
  readonly verifier: Uint8Array;
}

/**
 * The key that both sides share (16 bytes) if the client knows the password: S = (A·v^u)^b mod N with u = H(A ‖ B), then
 * HKDF. `B` is what `srpChallenge` answered for this verifier and `b`.
 */
export async function srpSessionKey({ A, B, b, verifier }: SrpExchange): Promise<Buffer> {
  const clientValue = parseSrpA(A);
  const u = sha256(Buffer.concat([pad(clientValue), pad(BigInt(`0x${B}`))]));
  if (u.every((byte) => byte === 0)) throw new SrpRefusal('The SRP scrambler is zero.');
  // Both A and B crossed the wire, so u is no secret and its power may take the quicker way.
  const base = (clientValue * toInteger(publicPower(toElement(elementOf(verifier)), u))) % prime;
  const S = await secretPower(toElement(base), takeKept(b) ?? secretExponent(b)).catch(() => {
    throw new SrpRefusal('SRP_A is not a number of the group.');
  });
  const pseudoRandomKey = hmacSha256(pad(toInteger(u)), pad(toInteger(S)));
  return hmacSha256(pseudoRandomKey, 'Caldera Derived Key\u0001').subarray(0, 16);
}

/** What PASSWORD_CLAIM_SIGNATURE is made of. */
export interface SrpClaim {
  readonly key: Uint8Array;
  readonly poolName: string;
  /** USER_ID_FOR_SRP, as the challenge named it. */
  readonly userId: string;
  /** The bytes of SECRET_BLOCK. */
  readonly secretBlock: Uint8Array;
  /** As sent: `Tue Mar 3 04:05:06 UTC 2026`. */
  readonly timestamp: string;
}

/** M1 = HMAC-SHA256(key, pool name ‖ user id ‖ secret block ‖ timestamp), 32 bytes. */
export const srpSignature = ({ key, poolName, userId, secretBlock, timestamp }: SrpClaim): Buffer =>
  createHmac('sha256', key).update(poolName).update(userId).update(secretBlock).update(timestamp).digest();

/** Whether the client's signature (base64) is the right one; compared in constant time. */
export function srpSignatureMatches(claim: SrpClaim, signature: string): boolean {
  const expected = srpSignature(claim);
  if (signature.length > 44) return false;
  const received = Buffer.from(signature, 'base64');
  return received.length === expected.length && timingSafeEqual(received, expected);
}

function elementOf(verifier: Uint8Array): bigint {
  const value = toInteger(verifier);
  if (value === 0n || value >= prime) throw new SrpRefusal('The SRP verifier is not a number of the group.');
  return value;
}

/*
 * Making b ready costs as much as using it, and the answer to a challenge usually reaches the process that set it.
 * So the ready exponents of the last challenges are kept; each is used once, and without it b is made ready again.
 */
const kept = new Map<string, KeyObject>();
const mostKept = 512;

function keepForAMoment(b: Uint8Array, secret: KeyObject): void {
  kept.set(nameOf(b), secret);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
}

function takeKept(b: Uint8Array): KeyObject | undefined {
  const name = nameOf(b);
  const secret = kept.get(name);
  kept.delete(name);
  return secret;
}

const nameOf = (b: Uint8Array): string => Buffer.from(b).toString('base64');
