import { decodePageToken } from '#domain/paging.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireClientRecord } from '../../steps/client-record.ts';
import { requirePoolRecord } from '../../steps/pool-record.ts';

/** Lists a client's secrets without their values, oldest first. There are never more than a page of them. */
export async function listUserPoolClientSecrets(
  { UserPoolId, ClientId, NextToken }: Input<'ListUserPoolClientSecrets'>,
  { store }: Uses<'store'>,
  call: Call,
): Output<'ListUserPoolClientSecrets'> {
  const pool = await requirePoolRecord(store, UserPoolId, call);
  const { secrets } = await requireClientRecord(store, pool.id, ClientId);
  decodePageToken('ListUserPoolClientSecrets', NextToken);
  return {
    ClientSecrets: secrets.map(({ id, createdAt }) => ({
      ClientSecretId: id,
      ClientSecretCreateDate: new Date(createdAt),
    })),
  };
}
