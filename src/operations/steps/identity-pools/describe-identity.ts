import type { IdentityPools } from '#contract/aws.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { ListedIdentity } from '#ports/identity-pools.ts';

/** An identity as AWS shows it: who its users are at their providers is not told. */
export function describeIdentity(
  { id, providers, developerIds, createdAt, modifiedAt }: ListedIdentity,
  { settings }: IdentityPool,
): IdentityPools['DescribeIdentity']['output'] {
  const developer = developerIds > 0 ? [settings.DeveloperProviderName].filter((name) => name !== undefined) : [];
  const Logins = [...providers, ...developer];
  return {
    IdentityId: id,
    ...(Logins.length > 0 && { Logins }),
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}
