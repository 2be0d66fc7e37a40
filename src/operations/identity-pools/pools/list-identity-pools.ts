import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';

/** Lists the identity pools of the caller's region. */
export async function listIdentityPools(
  { MaxResults, NextToken }: Input<'ListIdentityPools'>,
  { store }: Uses<'store'>,
  { region }: Call,
): Output<'ListIdentityPools'> {
  const kind = `ListIdentityPools/${region}`;
  const { items, next } = await store.identityPools.list(region, decodePageToken(kind, NextToken), MaxResults);
  return {
    IdentityPools: items.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
