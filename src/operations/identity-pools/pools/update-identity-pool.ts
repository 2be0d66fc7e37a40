import { Failure } from '#domain/failures.ts';
import { checkIdentityPool } from '#domain/identity-pools/pool-rules.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeIdentityPool } from '../../steps/identity-pools/change-identity-pool.ts';
import { describeIdentityPool, identityPoolSettings } from '../../steps/identity-pools/describe-identity-pool.ts';

/**
 * Replaces a pool's settings: what the request leaves out returns to its default. Only the developer provider's name,
 * once set, stays as it is, and tags are left alone where none are given.
 */
export async function updateIdentityPool(
  { IdentityPoolId, IdentityPoolName, IdentityPoolTags, ...given }: Input<'UpdateIdentityPool'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'UpdateIdentityPool'> {
  const asked = identityPoolSettings(given);
  const reason = tagProblem(IdentityPoolTags ?? {});
  if (reason) throw new Failure('invalidParameter', { reason });

  const changed = await changeIdentityPool(uses, IdentityPoolId, call, (pool) => {
    const { DeveloperProviderName: developer } = pool.settings;
    if (developer !== undefined && (asked.DeveloperProviderName ?? developer) !== developer) {
      throw new Failure('invalidParameter', { reason: 'The name of the developer provider can not be changed.' });
    }
    const settings = { ...asked, ...(developer !== undefined && { DeveloperProviderName: developer }) };
    checkIdentityPool(settings);
    return { ...pool, name: IdentityPoolName, settings, tags: IdentityPoolTags ?? pool.tags };
  });
  return describeIdentityPool(changed);
}
