import { enoughRandomBytes, temporaryPassword } from '#crypto/random-text.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Uses } from '../operation.ts';
import { refuseWeakPassword } from './prepare-password.ts';

/**
 * The temporary password an administrator gives, or a new one that conforms to the pool's policy.
 * @throws Failure `weakPassword`
 */
export function chooseTemporaryPassword({ random }: Uses<'random'>, pool: Pool, given: string | undefined): string {
  if (given === undefined) {
    return temporaryPassword(random.bytes(enoughRandomBytes), pool.passwordPolicy);
  }
  refuseWeakPassword(pool, given);
  return given;
}
