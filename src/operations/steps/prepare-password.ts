import { srpVerifier } from '#crypto/srp.ts';
import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { passwordWeakness } from '#domain/users/password-policy.ts';
import type { PasswordCredential, User } from '#domain/users/user.ts';
import type { Uses } from '../operation.ts';

/** @throws Failure `weakPassword` when the password breaks the pool's policy */
export function refuseWeakPassword(pool: Pool, password: string): void {
  const reason = passwordWeakness(pool.passwordPolicy, password);
  if (reason) throw new Failure('weakPassword', { reason });
}

/** Turns a password into what is stored of it: a slow hash, and a verifier by which SRP can prove it. */
export async function preparePassword(
  { passwords, random, clock }: Uses<'passwords' | 'random' | 'clock'>,
  pool: Pool,
  username: string,
  password: string,
): Promise<PasswordCredential> {
  const salt = Buffer.from(random.bytes(16));
  const [hash, verifier] = await Promise.all([
    passwords.hash(password),
    srpVerifier({ poolName: pool.shortName, username, password, salt }),
  ]);
  return { hash, srp: { salt: salt.toString('hex'), verifier: verifier.toString('hex') }, setAt: clock.now() };
}

/** @throws Failure `passwordUsedBefore` when the pool keeps a history and the password is the present one or in it */
export async function refuseReusedPassword(
  { passwords }: Uses<'passwords'>,
  pool: Pool,
  user: User,
  password: string,
): Promise<void> {
  const { historySize } = pool.passwordPolicy;
  if (historySize === 0) return;
  const earlier = [user.password?.hash, ...user.earlierPasswords]
    .filter((hash) => hash !== undefined)
    .slice(0, historySize);
  const reused = await Promise.all(earlier.map((hash) => passwords.matches(hash, password)));
  if (reused.includes(true)) throw new Failure('passwordUsedBefore');
}

/**
 * To be called inside the transaction that sets a password, with the user whose history `refuseReusedPassword` has seen:
 * hashes are too slow to be compared in there.
 * @throws Failure `tooManyRequests` when the history has grown meanwhile; clients try that again by themselves
 */
export function refuseStaleHistory({ passwordPolicy }: Pool, seen: User, current: User): void {
  if (passwordPolicy.historySize > 0 && seen.password?.hash !== current.password?.hash)
    throw new Failure('tooManyRequests');
}

/** The user with a new password; what the history needs of the old one is kept. */
export function withPassword(pool: Pool, user: User, password: PasswordCredential, temporaryUntil?: number): User {
  const kept = Math.max(0, pool.passwordPolicy.historySize - 1);
  const earlierPasswords = [user.password?.hash, ...user.earlierPasswords]
    .filter((hash) => hash !== undefined)
    .slice(0, kept);
  return { ...user, password, earlierPasswords, temporaryUntil };
}
