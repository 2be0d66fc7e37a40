import type { UserPools } from '#contract/aws.ts';
import { poolArn, type PoolRecord } from './pool.ts';

type Described = NonNullable<UserPools['DescribeUserPool']['output']['UserPool']>;

/** A pool as DescribeUserPool shows it. */
export function describePool(pool: PoolRecord, accountId: string, userCount: number): Described {
  return {
    ...pool.settings,
    Id: pool.id,
    Name: pool.name,
    Arn: poolArn(accountId, pool),
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    SchemaAttributes: [...pool.schema],
    EstimatedNumberOfUsers: userCount,
    ...(Object.keys(pool.tags).length > 0 && { UserPoolTags: { ...pool.tags } }),
  };
}
