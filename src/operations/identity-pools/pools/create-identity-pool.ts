import { uuid } from '#crypto/random-text.ts';
import { Failure } from '#domain/failures.ts';
import { identityPoolsPerRegion, type IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { checkIdentityPool } from '#domain/identity-pools/pool-rules.ts';
import { tagProblem } from '#domain/pools/tags.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeIdentityPool, identityPoolSettings } from '../../steps/identity-pools/describe-identity-pool.ts';

/** Creates an identity pool. It gives nobody credentials until it has roles. */
export async function createIdentityPool(
  { IdentityPoolName, IdentityPoolTags = {}, ...given }: Input<'CreateIdentityPool'>,
  { store, random, clock }: Uses<'store' | 'random' | 'clock'>,
  { region }: Call,
): Output<'CreateIdentityPool'> {
  const settings = identityPoolSettings(given);
  checkIdentityPool(settings);
  const reason = tagProblem(IdentityPoolTags);
  if (reason) throw new Failure('invalidParameter', { reason });

  const now = clock.now();
  const pool: IdentityPool = {
    ...{ id: `${region}:${uuid(random.bytes(16))}`, region, name: IdentityPoolName, createdAt: now, modifiedAt: now },
    ...{ settings, roles: { mappings: {} }, principalTags: {}, tags: IdentityPoolTags },
  };
  await store.write(async ({ identityPools }) => {
    if ((await identityPools.count(region)) >= identityPoolsPerRegion) {
      throw new Failure('limitExceeded', {
        reason: `A region can not have more than ${identityPoolsPerRegion} identity pools.`,
      });
    }
    await identityPools.insert(pool);
  });
  return describeIdentityPool(pool);
}
