import { parseUserPoolKey } from '#domain/identity-pools/providers.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Uses } from '../../operation.ts';

/** The user pool of this server that a provider's key names; none for other providers and for AWS's own user pools. */
export async function ownPoolOf({ directory }: Uses<'directory'>, provider: string): Promise<Pool | undefined> {
  const named = parseUserPoolKey(provider);
  return named && directory.pool(named.userPoolId);
}
