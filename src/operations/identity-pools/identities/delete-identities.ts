import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireIdentity } from '../../steps/identity-pools/require.ts';

/**
 * Deletes identities; their logins become free. Those that are not there, or are another region's, are answered as ones that
 * the caller has no access to.
 */
export async function deleteIdentities(
  { IdentityIdsToDelete }: Input<'DeleteIdentities'>,
  uses: Uses<'store' | 'directory'>,
  call: Call,
): Output<'DeleteIdentities'> {
  const gone = async (identityId: string): Promise<boolean> => {
    try {
      await requireIdentity(uses, identityId, call);
      return await uses.store.identities.delete(identityId);
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  };
  const UnprocessedIdentityIds = [];
  for (const IdentityId of new Set(IdentityIdsToDelete)) {
    if (!(await gone(IdentityId))) UnprocessedIdentityIds.push({ IdentityId, ErrorCode: 'AccessDenied' as const });
  }
  return { UnprocessedIdentityIds };
}
