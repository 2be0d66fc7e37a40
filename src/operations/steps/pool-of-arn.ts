import { Failure } from '#domain/failures.ts';
import { parsePoolArn } from '#domain/pools/pool.ts';
import type { Call, Uses } from '../operation.ts';

/**
 * The id of the pool that an ARN names.
 * @throws Failure `invalidParameter` when it isn't the ARN of a user pool, `resourceNotFound` when it is one of another
 *   account or region
 */
export function poolIdOfArn({ settings }: Uses<'settings'>, arn: string, { region }: Call): string {
  const named = parsePoolArn(arn);
  if (!named) throw new Failure('invalidParameter', { reason: `${arn} is not the ARN of a user pool.` });
  if (named.accountId !== settings.accountId || named.region !== region) {
    throw new Failure('resourceNotFound', { reason: `User pool ${named.poolId} does not exist.` });
  }
  return named.poolId;
}
