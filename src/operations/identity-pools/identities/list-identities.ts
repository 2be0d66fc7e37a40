import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeIdentity } from '../../steps/identity-pools/describe-identity.ts';
import { requireIdentityPoolRecord } from '../../steps/identity-pools/require.ts';

/** Lists the identities of a pool, those included that were merged into others unless they are to be hidden. */
export async function listIdentities(
  { IdentityPoolId, MaxResults, NextToken, HideDisabled = false }: Input<'ListIdentities'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'ListIdentities'> {
  const pool = await requireIdentityPoolRecord(store, IdentityPoolId, call);
  const kind = `ListIdentities/${IdentityPoolId}`;
  const after = decodePageToken(kind, NextToken);
  const { items, next } = await store.identities.list(pool.id, {
    after,
    limit: MaxResults,
    hideDisabled: HideDisabled,
  });
  return {
    IdentityPoolId,
    Identities: items.map((identity) => describeIdentity(identity, pool)),
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
