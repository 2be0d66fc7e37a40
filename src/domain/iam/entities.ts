/** Tags of an IAM entity, by key as it was given. */
export type Tags = Readonly<Record<string, string>>;

/** What users and roles have in common. Names are unique in the account without regard to case. */
interface Identity {
  /** `AIDA…`, `AROA…`: never given twice, so that an entity made anew under an old name is another one. */
  readonly id: string;
  readonly name: string;
  /** `/` or `/team/…/` */
  readonly path: string;
  readonly arn: string;
  readonly createdAt: number;
  /** The managed policy that bounds what it may be allowed. */
  readonly boundaryArn: string | undefined;
  readonly tags: Tags;
}

export interface IamUser extends Identity {}

export interface Role extends Identity {
  readonly description: string | undefined;
  /** JSON. Users and roles of this account stand in it by id, see trust-policy.ts. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** Sessions issued before are revoked; 0 where none is. */
  readonly sessionsValidFrom: number;
  readonly lastUsed: { readonly at: number; readonly region: string } | undefined;
}

export interface IamGroup {
  /** `AGPA…` */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly createdAt: number;
}

/** What policies can be put on. */
export type IdentityKind = 'user' | 'group' | 'role';

/** A customer's managed policy, without its documents. */
export interface ManagedPolicy {
  /** `ANPA…` */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The number of the version in force: 3 for `v3`. */
  readonly defaultVersion: number;
  /** The highest number ever given; numbers are never given again. */
  readonly latestVersion: number;
  readonly tags: Tags;
}

export interface PolicyVersion {
  readonly version: number;
  /** JSON, as it was given. */
  readonly document: string;
  readonly createdAt: number;
}

export interface OidcProvider {
  /** The issuer without `https://`: `accounts.example.com/tenant`. */
  readonly url: string;
  readonly arn: string;
  readonly clientIds: readonly string[];
  /** SHA-1 of certificates, 40 hexadecimal digits each. */
  readonly thumbprints: readonly string[];
  readonly createdAt: number;
  readonly tags: Tags;
}

export interface SamlProvider {
  readonly name: string;
  readonly arn: string;
  /** Letters and digits; what `SAMLProviderUUID` answers. */
  readonly uuid: string;
  /** The metadata document (XML). */
  readonly metadata: string;
  /** When the metadata, or the last certificate in it, runs out. */
  readonly validUntil: number;
  readonly createdAt: number;
  readonly tags: Tags;
}
