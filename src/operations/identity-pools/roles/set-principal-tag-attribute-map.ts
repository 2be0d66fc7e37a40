import { Failure } from '#domain/failures.ts';
import { providerNamed } from '#domain/identity-pools/providers.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeIdentityPool } from '../../steps/identity-pools/change-identity-pool.ts';

/**
 * Sets which claims of a provider's tokens become tags of its users' sessions. Where the defaults are used, the map that is
 * given does not count, but is kept and shown: Terraform compares what it has sent.
 */
export async function setPrincipalTagAttributeMap(
  {
    IdentityPoolId,
    IdentityProviderName,
    UseDefaults = false,
    PrincipalTags = {},
  }: Input<'SetPrincipalTagAttributeMap'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'SetPrincipalTagAttributeMap'> {
  const map = { useDefaults: UseDefaults, tags: PrincipalTags };
  const reason = tagProblem(Object.fromEntries(Object.keys(map.tags).map((key) => [key, ''])));
  if (reason) throw new Failure('invalidParameter', { reason });

  await changeIdentityPool(uses, IdentityPoolId, call, (pool) => {
    const provider = providerNamed(pool, IdentityProviderName);
    if (provider === undefined || provider === pool.settings.DeveloperProviderName) {
      throw new Failure('invalidParameter', {
        reason: `${IdentityProviderName} is not a provider of this identity pool whose tokens have claims.`,
      });
    }
    return { ...pool, principalTags: { ...pool.principalTags, [provider]: map } };
  });
  return { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags: { ...map.tags } };
}
