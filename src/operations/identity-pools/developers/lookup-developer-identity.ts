import { Failure } from '#domain/failures.ts';
import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireDeveloperUser } from '../../steps/identity-pools/require-developer-user.ts';
import { requireIdentity, requireIdentityPool } from '../../steps/identity-pools/require.ts';

const largestPage = 60;

/** Finds the identity of a developer's user, or an identity's user ids; given both, whether they belong together. */
export async function lookupDeveloperIdentity(
  { IdentityPoolId, IdentityId, DeveloperUserIdentifier, MaxResults, NextToken }: Input<'LookupDeveloperIdentity'>,
  uses: Uses<'store' | 'directory'>,
  call: Call,
): Output<'LookupDeveloperIdentity'> {
  const pool = await requireIdentityPool(uses, IdentityPoolId, call);
  if (DeveloperUserIdentifier !== undefined) {
    const owner = await requireDeveloperUser(uses.store, pool, DeveloperUserIdentifier);
    if (IdentityId !== undefined && owner !== IdentityId) {
      throw new Failure('resourceConflict', {
        reason: 'The developer user identifier and the identity do not belong together.',
      });
    }
    return { IdentityId: owner, DeveloperUserIdentifierList: [DeveloperUserIdentifier] };
  }
  if (IdentityId === undefined) {
    throw new Failure('invalidParameter', { reason: 'Either IdentityId or DeveloperUserIdentifier is needed.' });
  }
  const found = await requireIdentity(uses, IdentityId, call);
  if (found.pool.id !== pool.id) throw new Failure('identityNotFound', { identityId: IdentityId });
  const kind = `LookupDeveloperIdentity/${IdentityId}`;
  const after = decodePageToken(kind, NextToken);
  const limit = MaxResults ?? largestPage;
  const { items, next } = await uses.store.identities.developerIds(pool.id, IdentityId, after, limit);
  return {
    IdentityId,
    DeveloperUserIdentifierList: [...items],
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
