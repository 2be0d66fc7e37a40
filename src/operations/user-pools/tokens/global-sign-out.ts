import type { Input, Output, Uses } from '../../operation.ts';
import { bearer } from '../../steps/bearer.ts';
import { signOutEverywhere } from '../../steps/tokens/sign-out-everywhere.ts';

export async function globalSignOut(
  { AccessToken }: Input<'GlobalSignOut'>,
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
): Output<'GlobalSignOut'> {
  const { pool, user } = await bearer(uses, AccessToken);
  const now = uses.clock.now();
  await uses.store.write((stores) => signOutEverywhere(stores, pool.id, user.sub, now));
  return {};
}
