import { Failure } from '#domain/failures.ts';
import { completePoolSettings } from '#domain/pools/pool-defaults.ts';
import { checkPoolSettings } from '#domain/pools/pool-rules.ts';
import type { PoolSettings } from '#domain/pools/pool.ts';
import { clientFeatureBeyondTier } from '#domain/pools/tiers.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Stores } from '#ports/stores.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changePool, refuseDuringImport } from '../../steps/pool-record.ts';

/**
 * Replaces a pool's settings: what the request leaves out returns to its default. Only the name, the
 * tags, dynamic client registration and what can never change (how users are named, the schema) stay.
 */
export async function updateUserPool(
  { UserPoolId, PoolName, UserPoolTags, ...given }: Input<'UpdateUserPool'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'UpdateUserPool'> {
  checkPoolSettings(given);
  const reason = tagProblem(UserPoolTags ?? {});
  if (reason) throw new Failure('userPoolTagging', { reason });

  await changePool(uses, UserPoolId, call, async (pool, stores) => {
    await refuseDuringImport(stores, pool.id);
    const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings;
    const DcrConfiguration = given.DcrConfiguration ?? pool.settings.DcrConfiguration;
    const kept = { AliasAttributes, UsernameAttributes, UsernameConfiguration, DcrConfiguration };
    const settings = completePoolSettings({ ...given, ...kept });
    await refuseTierBelowClients(stores, pool.id, settings);
    return { ...pool, name: PoolName ?? pool.name, tags: UserPoolTags ?? pool.tags, settings };
  });
  return {};
}

/** A tier is not left while a client uses what only it has. */
async function refuseTierBelowClients(
  { clients }: Pick<Stores, 'clients'>,
  poolId: string,
  settings: PoolSettings,
): Promise<void> {
  if (settings.UserPoolTier !== 'LITE') return;
  let after: string | undefined;
  do {
    const page = await clients.list(poolId, after, 60);
    for (const client of page.items) {
      const feature = clientFeatureBeyondTier(client.settings, settings);
      if (!feature) continue;
      const reason = `App client ${client.id} uses ${feature}, which is not available in tier LITE.`;
      throw new Failure('tierChangeNotAllowed', { reason });
    }
    after = page.next;
  } while (after !== undefined);
}
