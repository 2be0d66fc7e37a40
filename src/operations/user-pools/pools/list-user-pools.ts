import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';

/** Lists the pools of the caller's region. */
export async function listUserPools(
  { MaxResults, NextToken }: Input<'ListUserPools'>,
  { store }: Uses<'store'>,
  { region }: Call,
): Output<'ListUserPools'> {
  const kind = `ListUserPools/${region}`;
  const { items, next } = await store.pools.list(region, decodePageToken(kind, NextToken), MaxResults);
  return {
    UserPools: items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.settings.LambdaConfig,
      CreationDate: new Date(pool.createdAt),
      LastModifiedDate: new Date(pool.modifiedAt),
    })),
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
