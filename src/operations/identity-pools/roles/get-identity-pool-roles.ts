import type { IdentityPools } from '#contract/aws.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

type Mappings = NonNullable<IdentityPools['GetIdentityPoolRoles']['output']['RoleMappings']>;

/** Shows the roles of a pool and how they are chosen. */
export async function getIdentityPoolRoles(
  { IdentityPoolId }: Input<'GetIdentityPoolRoles'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'GetIdentityPoolRoles'> {
  const pool = await requireIdentityPoolRecord(store, IdentityPoolId, call);
  const { mappings, authenticated, unauthenticated } = pool.roles;
  return {
    IdentityPoolId: pool.id,
    Roles: { ...(authenticated && { authenticated }), ...(unauthenticated && { unauthenticated }) },
    ...(Object.keys(mappings).length > 0 && { RoleMappings: structuredClone(mappings) as Mappings }),
  };
}
