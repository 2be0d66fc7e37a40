import { getDiffieHellman } from 'node:crypto';
import { sha256 } from './digests.ts';

/** The 3072-bit prime N of RFC 3526 §4 (group 15, also in RFC 5054 appendix A): 384 bytes, big-endian. */
export const primeBytes: Buffer = getDiffieHellman('modp15').getPrime();

/** The length of N and of every group element here, in bytes. */
export const elementLength: number = primeBytes.length;

export const prime: bigint = toInteger(primeBytes);
const generator = 2n;

/** k = H(pad(N) ‖ pad(g)). */
export const multiplier: bigint = toInteger(sha256(Buffer.concat([pad(prime), pad(generator)])));

/** Big-endian bytes as a number; no bytes are 0. */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** A number below N as 384 big-endian bytes. */
export function toElement(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(elementLength * 2, '0'), 'hex');
}

/**
 * A number as Cognito's clients hash it: big-endian two's complement of the smallest length, so with a zero byte in
 * front when the top bit is set. Not padded to the length of N, which is where it departs from RFC 5054.
 */
export function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return Buffer.from(even >= '8' ? `00${even}` : even, 'hex');
}
