import { decodePageToken, encodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

const fullPage = 60;

/** Lists a pool's app clients. All are regular ones, as none can register itself. */
export async function listUserPoolClients(
  { UserPoolId, MaxResults = fullPage, NextToken, ClientType }: Input<'ListUserPoolClients'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'ListUserPoolClients'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  const kind = `ListUserPoolClients/${pool.id}`;
  const after = decodePageToken(kind, NextToken);
  if (ClientType === 'DCR') return { UserPoolClients: [] };

  const { items, next } = await store.clients.list(pool.id, after, MaxResults);
  return {
    UserPoolClients: items.map((client) => ({
      ClientId: client.id,
      UserPoolId: client.poolId,
      ClientName: client.name,
    })),
    ...(next !== undefined && { NextToken: encodePageToken(kind, next) }),
  };
}
