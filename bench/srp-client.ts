import { hmacSha256, sha256 } from '#crypto/digests.ts';
import { publicPower } from '#crypto/modular-exponentiation.ts';
import { multiplier, pad, prime, toElement, toInteger } from '#crypto/srp-group.ts';

/*
 * The client's half of SRP for users whose secret exponent x the run has chosen itself, instead of deriving it from a
 * password. It is small, so that this half costs a quarter of the server's; the server cannot tell, since all that it
 * computes with (v, A, u, b) is of full length.
 */
const x = 4_001n;
const a = 4_099n;

const powerOfTwo = (exponent: bigint): bigint => (1n << exponent) % prime;

/** The verifier of every user that a pool is filled with, in hex. */
export const usualVerifier: string = toElement(powerOfTwo(x)).toString('hex');
const multipliedVerifier = (multiplier * powerOfTwo(x)) % prime;

const A = powerOfTwo(a);
/** SRP_A. */
export const clientValue: string = A.toString(16);

/** ChallengeParameters of PASSWORD_VERIFIER. */
export interface SrpChallenge {
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  readonly USER_ID_FOR_SRP: string;
}

const timestamp = 'Tue Mar 3 04:05:06 UTC 2026';

/** The ChallengeResponses that prove the password. */
export function srpResponses(poolId: string, challenge: SrpChallenge): Record<string, string> {
  const { SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP } = challenge;
  const B = BigInt(`0x${SRP_B}`);
  const u = sha256(Buffer.concat([pad(A), pad(B)]));
  const base = (B - multipliedVerifier + prime) % prime;
  const exponent = (a + toInteger(u) * x).toString(16);
  const S = publicPower(toElement(base), Buffer.from(exponent.length % 2 ? `0${exponent}` : exponent, 'hex'));
  const shared = hmacSha256(pad(toInteger(u)), pad(toInteger(S)));
  const key = hmacSha256(shared, 'Caldera Derived Key\u0001').subarray(0, 16);
  const claim = Buffer.concat([
    Buffer.from(poolId.slice(poolId.indexOf('_') + 1) + USER_ID_FOR_SRP),
    Buffer.from(SECRET_BLOCK, 'base64'),
    Buffer.from(timestamp),
  ]);
  return {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: hmacSha256(key, claim).toString('base64'),
    TIMESTAMP: timestamp,
  };
}
