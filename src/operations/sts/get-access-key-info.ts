import { accountOf } from '#domain/credentials/identifiers.ts';
import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../operation.ts';

/** The account that a key belongs to: it is written in the key's id, whether the key exists or not. */
export async function getAccessKeyInfo(
  { AccessKeyId }: Input<'GetAccessKeyInfo'>,
  _uses: Uses<never>,
): Output<'GetAccessKeyInfo'> {
  const account = accountOf(AccessKeyId);
  if (account === undefined)
    throw new Failure('validationError', { reason: `${AccessKeyId} is not a valid access key id` });
  return { Account: account };
}
