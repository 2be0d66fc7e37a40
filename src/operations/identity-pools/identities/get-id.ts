import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { linkLogins } from '../../steps/identity-pools/link-logins.ts';
import type { LoginUses } from '../../steps/identity-pools/logins/login-uses.ts';
import { verifyLogins } from '../../steps/identity-pools/logins/verify-logins.ts';
import { requireIdentityPool } from '../../steps/identity-pools/require.ts';

/** The identity of whoever has these logins, made when it is new; without logins a new guest every time. */
export async function getId(
  { IdentityPoolId, AccountId, Logins }: Input<'GetId'>,
  uses: LoginUses & Uses<'random'>,
  call: Call,
): Output<'GetId'> {
  const pool = await requireIdentityPool(uses, IdentityPoolId, call);
  if (AccountId !== undefined && AccountId !== uses.settings.accountId) {
    throw new Failure('identityPoolNotFound', { poolId: IdentityPoolId });
  }
  const logins = await verifyLogins(uses, pool, Logins);
  if (logins.length > 0) return { IdentityId: (await linkLogins(uses, pool, { logins })).id };

  if (!pool.settings.AllowUnauthenticatedIdentities) throw new Failure('guestsNotAllowed');
  const now = uses.clock.now();
  const id = `${pool.region}:${uuid(uses.random.bytes(16))}`;
  await uses.store.identities.insert({
    ...{ id, poolId: pool.id, state: 'guest', mergedInto: undefined, createdAt: now, modifiedAt: now },
  });
  return { IdentityId: id };
}
