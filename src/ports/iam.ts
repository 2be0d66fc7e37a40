import type { SigningCertificate } from '#crypto/certificate.ts';
import type {
  IamGroup,
  IamUser,
  IdentityKind,
  ManagedPolicy,
  OidcProvider,
  PolicyVersion,
  Role,
  SamlProvider,
} from '#domain/iam/entities.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { Page } from './page.ts';

/** A page of a list that is ordered by name: where it starts, how long it is, and which paths it shows. */
export interface NamePage {
  readonly pathPrefix?: string | undefined;
  /** The name after which it starts. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Users, roles and groups. Names are found without regard to case, and shown as they were given. */
export interface IamEntityStore<Entity> {
  find(name: string): Promise<Entity | undefined>;
  findById(id: string): Promise<Entity | undefined>;
  /** @returns false when the name is taken */
  insert(entity: Entity): Promise<boolean>;
  /** Rewrites the entity with this id; the caller has seen that a new name is free. */
  replace(entity: Entity): Promise<void>;
  delete(id: string): Promise<void>;
  /** Ordered by name. */
  list(page: NamePage): Promise<Page<Entity>>;
  count(): Promise<number>;
}

export interface RoleStore extends IamEntityStore<Role> {
  /** Notes a use of the role. Nobody's cached copy is dropped for it. */
  markUsed(id: string, at: number, region: string): Promise<void>;
}

export interface IamGroupStore extends IamEntityStore<IamGroup> {
  /** @returns false when the user is a member already */
  addMember(groupId: string, userId: string): Promise<boolean>;
  removeMember(groupId: string, userId: string): Promise<boolean>;
  /** Ordered by name. */
  members(groupId: string, page: Omit<NamePage, 'pathPrefix'>): Promise<Page<IamUser>>;
  /** The groups of a user, ordered by name. */
  listOf(userId: string, page: Omit<NamePage, 'pathPrefix'>): Promise<Page<IamGroup>>;
}

export interface InlinePolicy {
  readonly name: string;
  /** JSON, as it was given. */
  readonly document: string;
}

/** Policies that are part of a user, group or role; `ownerId` is its id. */
export interface InlinePolicyStore {
  find(ownerId: string, name: string): Promise<InlinePolicy | undefined>;
  /** Adds it, or puts it in the place of the one of that name. */
  put(ownerId: string, policy: InlinePolicy): Promise<void>;
  delete(ownerId: string, name: string): Promise<boolean>;
  /** All of them, ordered by name: their sizes together are limited. */
  listOf(ownerId: string): Promise<readonly InlinePolicy[]>;
}

/** A user, group or role to which a managed policy is attached, or whose boundary it is. */
export interface PolicyHolder {
  readonly kind: IdentityKind;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly use: 'permissions' | 'boundary';
}

/** Which managed policies, a customer's or AWS's, are attached to whom. */
export interface AttachmentStore {
  /** @returns false when it is attached already */
  add(ownerId: string, policyArn: string): Promise<boolean>;
  remove(ownerId: string, policyArn: string): Promise<boolean>;
  /** The ARNs attached to an entity: at most some tens. */
  listOf(ownerId: string): Promise<readonly string[]>;
  /** Everyone who holds the policy, ordered by kind and name. */
  holdersOf(policyArn: string): Promise<readonly PolicyHolder[]>;
  /** How often each policy that is held by anyone is attached, and is a boundary. */
  counts(): Promise<ReadonlyMap<string, { readonly attached: number; readonly boundary: number }>>;
}

/** A customer's managed policies and their versions. */
export interface ManagedPolicyStore {
  find(arn: string): Promise<ManagedPolicy | undefined>;
  /** @returns false when the name is taken, under whatever path */
  insert(policy: ManagedPolicy): Promise<boolean>;
  replace(policy: ManagedPolicy): Promise<void>;
  /** Deletes the policy with its versions. */
  delete(id: string): Promise<void>;
  /** Ordered by name. */
  list(page: NamePage): Promise<Page<ManagedPolicy>>;
  count(): Promise<number>;
  addVersion(policyId: string, version: PolicyVersion): Promise<void>;
  version(policyId: string, version: number): Promise<PolicyVersion | undefined>;
  deleteVersion(policyId: string, version: number): Promise<void>;
  /** Newest first; at most five. */
  versions(policyId: string): Promise<readonly PolicyVersion[]>;
}

export interface OidcProviderStore {
  /** @param url without `https://`, case-sensitive */
  find(url: string): Promise<OidcProvider | undefined>;
  /** @returns false when there is one for this URL */
  insert(provider: OidcProvider): Promise<boolean>;
  replace(provider: OidcProvider): Promise<void>;
  delete(url: string): Promise<boolean>;
  /** All of them (at most a hundred), ordered by URL. */
  list(): Promise<readonly OidcProvider[]>;
}

export interface SamlProviderStore {
  find(name: string): Promise<SamlProvider | undefined>;
  /** @returns false when the name is taken */
  insert(provider: SamlProvider): Promise<boolean>;
  replace(provider: SamlProvider): Promise<void>;
  delete(name: string): Promise<boolean>;
  /** All of them (at most a hundred), ordered by name. */
  list(): Promise<readonly SamlProvider[]>;
}

/** Everything of IAM that is kept, apart from access keys. */
export interface IamStores {
  /**
   * To be called first in a transaction that changes anything of IAM: it tells every process that its cached copies are
   * old, and lets one such transaction run at a time, so that quotas and deletion rules hold under races.
   */
  changing(): Promise<void>;
  /** The ARNs of the users and roles with these ids, by id; of those that exist. */
  arnsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The ids of the users and roles with these ARNs or ids, by what was asked for; of those that exist. */
  idsOf(arnsOrIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  readonly users: IamEntityStore<IamUser>;
  readonly groups: IamGroupStore;
  readonly roles: RoleStore;
  readonly inlinePolicies: InlinePolicyStore;
  readonly policies: ManagedPolicyStore;
  readonly attachments: AttachmentStore;
  readonly oidcProviders: OidcProviderStore;
  readonly samlProviders: SamlProviderStore;
}

/** A role with its policies, compiled. */
export interface ReadyRole {
  readonly role: Role;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Names users and roles by ARN; those that are gone by the id that nobody has any more. */
  readonly trust: NamedPolicy;
}

/** A user with its policies and those of its groups, compiled. */
export interface ReadyUser {
  readonly user: IamUser;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** A SAML provider, with what its metadata says. */
export interface ReadySamlProvider {
  readonly provider: SamlProvider;
  /** The entity id under which it issues assertions. */
  readonly issuer: string;
  readonly certificates: readonly SigningCertificate[];
}

/** What policy decisions ask of IAM; kept in memory and at most a second behind the database. */
export interface IamDirectory {
  /** @param nameOrArn an ARN must be the role's own, with its path */
  role(nameOrArn: string): Promise<ReadyRole | undefined>;
  user(name: string): Promise<ReadyUser | undefined>;
  /** The version in force of a customer's or of AWS's managed policy. */
  managedPolicy(arn: string): Promise<NamedPolicy | undefined>;
  /** @param url without `https://` */
  oidcProvider(url: string): Promise<OidcProvider | undefined>;
  samlProvider(arn: string): Promise<ReadySamlProvider | undefined>;
  /** Drops what is kept, after this process changed something of IAM. */
  forget(): void;
}
