import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';

/** Whose key it is, and when it was used last. */
export async function getAccessKeyLastUsed(
  { AccessKeyId }: IamInput<'GetAccessKeyLastUsed'>,
  { store }: Uses<'store'>,
): IamOutput<'GetAccessKeyLastUsed'> {
  const key = await store.accessKeys.find(AccessKeyId);
  if (!key) throw new Failure('noSuchEntity', { reason: `The Access Key with id ${AccessKeyId} cannot be found` });
  const { principal, lastUsed } = key;
  return {
    ...(principal.userName !== undefined && { UserName: principal.userName }),
    AccessKeyLastUsed: lastUsed
      ? { LastUsedDate: new Date(lastUsed.at), ServiceName: lastUsed.service, Region: lastUsed.region }
      : { ServiceName: 'N/A', Region: 'N/A' },
  };
}
