import { Failure } from '#domain/failures.ts';
import { parseIdentityPoolArn } from '#domain/identity-pools/identity-pool.ts';
import type { Call, Uses } from '../../operation.ts';

/**
 * The id of the identity pool that an ARN names.
 * @throws Failure `invalidParameter` when it isn't the ARN of an identity pool, `identityPoolNotFound` when it is one of
 *   another account or region
 */
export function identityPoolIdOfArn({ settings }: Uses<'settings'>, arn: string, { region }: Call): string {
  const named = parseIdentityPoolArn(arn);
  if (!named) throw new Failure('invalidParameter', { reason: `${arn} is not the ARN of an identity pool.` });
  if (named.accountId !== settings.accountId || named.region !== region) {
    throw new Failure('identityPoolNotFound', { poolId: named.poolId });
  }
  return named.poolId;
}
