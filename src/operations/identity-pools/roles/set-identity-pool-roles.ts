import type { PoolRoles } from '#domain/identity-pools/identity-pool.ts';
import { checkRoles, rolesIn } from '#domain/identity-pools/role-rules.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeIdentityPool } from '../../steps/identity-pools/change-identity-pool.ts';
import { mayPassRole } from '../../steps/identity-pools/may-pass-role.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Sets which roles a pool gives, and how they are chosen. It replaces what was set before. */
export async function setIdentityPoolRoles(
  { IdentityPoolId, Roles, RoleMappings = {} }: Input<'SetIdentityPoolRoles'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'iam' | 'access' | 'credentialSource'>,
  call: Call,
): Output<'SetIdentityPoolRoles'> {
  const mappings = RoleMappings as PoolRoles['mappings'];
  const { roles: from } = uses.credentialSource;
  checkRoles(await requireIdentityPoolRecord(uses.store, IdentityPoolId, call), Roles, mappings, from);
  for (const role of rolesIn(Roles, mappings)) {
    // In order: the first role that is refused is the one to name.
    await mayPassRole(uses, role, call);
  }
  await changeIdentityPool(uses, IdentityPoolId, call, (pool) => {
    checkRoles(pool, Roles, mappings, from);
    return { ...pool, roles: { ...Roles, mappings } };
  });
  return {};
}
