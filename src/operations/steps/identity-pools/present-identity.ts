import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Identity } from '#domain/identity-pools/identity.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { Call, Uses } from '../../operation.ts';
import { linkLogins } from './link-logins.ts';
import type { LoginUses } from './logins/login-uses.ts';
import { verifyLogins } from './logins/verify-logins.ts';
import { requireIdentity } from './require.ts';

export interface PresentedIdentity {
  readonly pool: IdentityPool;
  /** The one that answers: another than was named where that one was merged into it. */
  readonly identity: Identity;
  /** None for a guest. */
  readonly logins: readonly VerifiedLogin[];
}

/**
 * The identity that a caller names and proves to be: a guest's by its id alone where the pool has guests, another by logins
 * of its own, which may bring further logins along.
 * @param check is asked before the logins are looked at
 * @throws Failure `identityNotFound`, `guestsNotAllowed`, `identityForbidden`, those of `verifyLogins` and `linkLogins`
 */
export async function presentIdentity(
  uses: LoginUses & Uses<'random'>,
  { IdentityId, Logins }: { IdentityId: string; Logins?: Readonly<Record<string, string>> | undefined },
  call: Call,
  check: (pool: IdentityPool) => void = () => {},
): Promise<PresentedIdentity> {
  const { identity: target, pool } = await requireIdentity(uses, IdentityId, call);
  check(pool);
  const logins = await verifyLogins(uses, pool, Logins);
  if (logins.length > 0) return { pool, logins, identity: await linkLogins(uses, pool, { target, logins }) };
  if (!pool.settings.AllowUnauthenticatedIdentities) throw new Failure('guestsNotAllowed');
  if (target.state !== 'guest') throw new Failure('identityForbidden', { identityId: IdentityId });
  return { pool, identity: target, logins };
}
