import { signOutTime } from '#domain/users/sign-out.ts';
import type { Stores } from '#ports/stores.ts';

/** Revokes every token of the user, those on their way included. To be called inside a transaction. */
export async function signOutEverywhere(
  { users, sessions }: Stores,
  poolId: string,
  sub: string,
  now: number,
): Promise<void> {
  await users.change(poolId, sub, (user) => ({ ...user, signedOutAt: signOutTime(user, now) }));
  await sessions.deleteOfUser(poolId, sub);
}
