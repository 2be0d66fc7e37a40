import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/**
 * Refuses to take a user's way of signing in: no pool has an identity provider yet, and the password (`Cognito`) is the
 * only way that users have.
 */
export async function adminDisableProviderForUser(
  { UserPoolId, User }: Input<'AdminDisableProviderForUser'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminDisableProviderForUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const { ProviderName: provider, ProviderAttributeValue: name } = User;
  if (!provider) throw new Failure('missingParameter', { name: 'User.ProviderName' });
  if (!name) throw new Failure('missingParameter', { name: 'User.ProviderAttributeValue' });
  if (provider !== 'Cognito') throw new Failure('providerNotFound', { provider, poolId: pool.id });
  await requireUser(uses.store, pool, name);
  throw new Failure('notHonoured', { setting: 'Disabling the provider Cognito' });
}
