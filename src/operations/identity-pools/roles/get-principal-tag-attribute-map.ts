import { Failure } from '#domain/failures.ts';
import { providerNamed } from '#domain/identity-pools/providers.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Shows which claims of a provider's tokens become tags. A provider without a map has none. */
export async function getPrincipalTagAttributeMap(
  { IdentityPoolId, IdentityProviderName }: Input<'GetPrincipalTagAttributeMap'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'GetPrincipalTagAttributeMap'> {
  const pool = await requireIdentityPoolRecord(store, IdentityPoolId, call);
  const provider = providerNamed(pool, IdentityProviderName);
  if (provider === undefined) {
    throw new Failure('invalidParameter', {
      reason: `${IdentityProviderName} is not a provider of this identity pool.`,
    });
  }
  const map = pool.principalTags[provider];
  return {
    ...{ IdentityPoolId, IdentityProviderName },
    UseDefaults: map?.useDefaults ?? false,
    PrincipalTags: { ...map?.tags },
  };
}
