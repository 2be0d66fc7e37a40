import { Failure } from '#domain/failures.ts';
import { completePoolSettings } from '#domain/pools/pool-defaults.ts';
import { checkPoolSettings } from '#domain/pools/pool-rules.ts';
import { tagProblem } from '#domain/pools/tags.ts';
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
    return { ...pool, name: PoolName ?? pool.name, tags: UserPoolTags ?? pool.tags, settings };
  });
  return {};
}
