import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/**
 * Refuses to link an account of an identity provider to a user, because no pool has an identity provider yet. What can
 * be wrong besides is said first, as AWS does.
 */
export async function adminLinkProviderForUser(
  { UserPoolId, DestinationUser, SourceUser }: Input<'AdminLinkProviderForUser'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminLinkProviderForUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const name = DestinationUser.ProviderAttributeValue;
  if (!name) throw new Failure('missingParameter', { name: 'DestinationUser.ProviderAttributeValue' });
  if (!SourceUser.ProviderName) throw new Failure('missingParameter', { name: 'SourceUser.ProviderName' });
  await requireUser(uses.store, pool, name);
  throw new Failure('providerNotFound', { provider: SourceUser.ProviderName, poolId: pool.id });
}
