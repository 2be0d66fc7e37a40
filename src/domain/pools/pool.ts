import type { UserPools } from '#contract/aws.ts';

type Create = UserPools['CreateUserPool']['input'];

/** A pool's settings under AWS's own names, complete: defaults are filled in when the pool is created or updated. */
export type PoolSettings = Omit<Create, 'PoolName' | 'UserPoolTags' | 'Schema'>;

/** One attribute of a pool's schema as `DescribeUserPool` shows it: `email`, `custom:tier`, `dev:custom:score`. */
export type SchemaAttribute = NonNullable<Create['Schema']>[number] & { Name: string };

/** What is stored of a user pool. */
export interface PoolRecord {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: PoolSettings;
  readonly schema: readonly SchemaAttribute[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
  readonly historySize: number;
}

export type ContactAttribute = 'email' | 'phone_number';
export type AliasAttribute = ContactAttribute | 'preferred_username';

/** A user pool ready for use: the record and what every request would otherwise work out again. */
export interface Pool extends PoolRecord {
  /** The part of the id after `_`, which SRP hashes. */
  readonly shortName: string;
  readonly attributes: ReadonlyMap<string, SchemaAttribute>;
  readonly passwordPolicy: PasswordPolicy;
  readonly caseSensitive: boolean;
  readonly aliasAttributes: ReadonlySet<AliasAttribute>;
  readonly usernameAttributes: ReadonlySet<ContactAttribute>;
  readonly autoVerified: ReadonlySet<ContactAttribute>;
  readonly verifyBeforeUpdate: ReadonlySet<ContactAttribute>;
}

/** Works out once what requests ask of a pool again and again. */
export function poolFrom(record: PoolRecord): Pool {
  const { settings } = record;
  const policy = settings.Policies?.PasswordPolicy;
  return Object.freeze({
    ...record,
    shortName: record.id.slice(record.id.indexOf('_') + 1),
    attributes: new Map(record.schema.map((attribute) => [attribute.Name, attribute])),
    passwordPolicy: {
      minimumLength: policy?.MinimumLength ?? 8,
      requireUppercase: policy?.RequireUppercase ?? false,
      requireLowercase: policy?.RequireLowercase ?? false,
      requireNumbers: policy?.RequireNumbers ?? false,
      requireSymbols: policy?.RequireSymbols ?? false,
      temporaryPasswordValidityDays: policy?.TemporaryPasswordValidityDays || 7,
      historySize: policy?.PasswordHistorySize ?? 0,
    },
    caseSensitive: settings.UsernameConfiguration?.CaseSensitive ?? true,
    aliasAttributes: new Set(settings.AliasAttributes ?? []),
    usernameAttributes: new Set(settings.UsernameAttributes ?? []),
    autoVerified: new Set(settings.AutoVerifiedAttributes ?? []),
    verifyBeforeUpdate: new Set(settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []),
  });
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<id>` */
export const poolArn = (accountId: string, pool: { id: string; region: string }): string =>
  `arn:aws:cognito-idp:${pool.region}:${accountId}:userpool/${pool.id}`;

/** The region a pool id names: what stands before its last `_`. */
export const regionOfPoolId = (poolId: string): string => poolId.slice(0, Math.max(0, poolId.lastIndexOf('_')));

/**
 * The region, account and id that a user pool's ARN names, in whatever partition; undefined when it isn't one.
 * Format: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
export function parsePoolArn(arn: string): { region: string; accountId: string; poolId: string } | undefined {
  const [, region, accountId, poolId] =
    /^arn:aws[a-z-]*:cognito-idp:([\w-]+):(\d{1,12}):userpool\/([\w-]+_[0-9a-zA-Z]+)$/.exec(arn) ?? [];
  return region && accountId && poolId ? { region, accountId, poolId } : undefined;
}
