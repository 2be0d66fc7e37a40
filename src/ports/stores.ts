import type { QueuedMessage } from '#domain/messages/message.ts';
import type { ClientRecord } from '#domain/pools/client.ts';
import type { PoolRecord } from '#domain/pools/pool.ts';
import type { FailedPasswords } from '#domain/sign-in/lockout.ts';
import type { Session } from '#domain/tokens/session.ts';
import type { Code, CodePurpose } from '#domain/users/code.ts';
import type { Group } from '#domain/users/group.ts';
import type { ImportJob } from '#domain/users/import-job.ts';
import type { Alias } from '#domain/users/alias.ts';
import type { UserFilter } from '#domain/users/user-filter.ts';
import type { User, UserStatus } from '#domain/users/user.ts';
import type { AccessKeyUse, StoredAccessKey } from './access-keys.ts';
import type { IamStores } from './iam.ts';
import type { IdentityPoolStore, IdentityStore } from './identity-pools.ts';
import type { Page } from './page.ts';

export interface PoolStore {
  find(poolId: string): Promise<PoolRecord | undefined>;
  insert(pool: PoolRecord): Promise<void>;
  /** Replaces the pool if it is still as it was at `expectedModifiedAt`; false when somebody was faster or it is gone. */
  replace(pool: PoolRecord, expectedModifiedAt: number): Promise<boolean>;
  /** Deletes the pool and everything in it. */
  delete(poolId: string): Promise<boolean>;
  /** Ordered by id. */
  list(region: string, after: string | undefined, limit: number): Promise<Page<PoolRecord>>;
  /** How many pools the region has; an index decides it, since there are at most some thousands. */
  count(region: string): Promise<number>;
  /** The regions that have pools, in order. */
  regions(): Promise<readonly string[]>;
  /** How many users the pool has. Costs the same at any size. */
  countUsers(poolId: string): Promise<number>;
}

export interface ClientStore {
  /** Client ids are unique over all pools. */
  find(clientId: string): Promise<ClientRecord | undefined>;
  insert(client: ClientRecord): Promise<void>;
  replace(client: ClientRecord, expectedModifiedAt: number): Promise<boolean>;
  delete(poolId: string, clientId: string): Promise<boolean>;
  /** Ordered by id. */
  list(poolId: string, after: string | undefined, limit: number): Promise<Page<ClientRecord>>;
  /** How many clients the pool has. */
  count(poolId: string): Promise<number>;
}

/** Where a page of users ended: the filtered column's value, then the sub. Opaque to callers. */
export type UserPageKey = readonly [value: string, sub: string];

export interface UserStore {
  /**
   * Adds the user and the aliases by which it signs in.
   * @throws Failure `usernameTaken` when the username is taken, `aliasExists` {attribute} when an alias is.
   */
  insert(user: User, usernameKey: string, aliases: readonly Alias[]): Promise<void>;
  findBySub(poolId: string, sub: string): Promise<User | undefined>;
  /** @param usernameKey the username, folded where the pool ignores case */
  findByUsername(poolId: string, usernameKey: string): Promise<User | undefined>;
  findByAlias(poolId: string, alias: Alias): Promise<User | undefined>;
  /**
   * Reads the user under a lock, lets `change` work out its new form, and writes that; concurrent changes take turns.
   * `change` may be called again when a transaction is repeated, and may return the same object (nothing is written) or throw.
   * @returns the user as it is afterwards; undefined when there is none
   */
  change(poolId: string, sub: string, change: (user: User) => User): Promise<User | undefined>;
  /** Makes these the user's aliases. @throws Failure `aliasExists` {attribute} when another user has one of them. */
  setAliases(poolId: string, sub: string, aliases: readonly Alias[]): Promise<void>;
  /** Takes the alias from whoever has it. @returns the sub of the user who lost it */
  releaseAlias(poolId: string, alias: Alias): Promise<string | undefined>;
  /** Deletes the user with aliases, codes, sessions and group memberships. */
  delete(poolId: string, sub: string): Promise<boolean>;
  /** Ordered by the filtered attribute, then by sub; without a filter by sub. Never skips or repeats one under concurrent inserts. */
  list(
    poolId: string,
    filter: UserFilter | undefined,
    after: UserPageKey | undefined,
    limit: number,
  ): Promise<Page<User, UserPageKey>>;
  /** Only for code that must know a status without the whole user. */
  statusOf(
    poolId: string,
    sub: string,
  ): Promise<{ status: UserStatus; enabled: boolean; signedOutAt: number | undefined } | undefined>;
}

export interface GroupStore {
  find(poolId: string, name: string): Promise<Group | undefined>;
  /** @throws Failure `groupExists` */
  insert(group: Group): Promise<void>;
  replace(group: Group): Promise<boolean>;
  delete(poolId: string, name: string): Promise<boolean>;
  /** Ordered by name. */
  list(poolId: string, after: string | undefined, limit: number): Promise<Page<Group>>;
  /** Adding a member twice changes nothing. */
  addMember(poolId: string, name: string, sub: string, now: number): Promise<void>;
  removeMember(poolId: string, name: string, sub: string): Promise<void>;
  /** Ordered by group name. */
  listOf(poolId: string, sub: string, after: string | undefined, limit: number): Promise<Page<Group>>;
  /** Every group of a user (at most a hundred), for the claims of its tokens. */
  allOf(poolId: string, sub: string): Promise<readonly Group[]>;
  /** Ordered by sub. */
  members(poolId: string, name: string, after: string | undefined, limit: number): Promise<Page<User>>;
  countOf(poolId: string, sub: string): Promise<number>;
  /** How many groups the pool has. */
  count(poolId: string): Promise<number>;
}

export interface CodeStore {
  /** Replaces an earlier code for the same purpose. */
  put(code: Code): Promise<void>;
  find(poolId: string, sub: string, purpose: CodePurpose): Promise<Code | undefined>;
  /** Takes the code with this hash: of several who try at once, one gets true. */
  take(poolId: string, sub: string, purpose: CodePurpose, hash: string): Promise<boolean>;
  delete(poolId: string, sub: string, purpose: CodePurpose): Promise<void>;
}

export interface SessionStore {
  insert(session: Session): Promise<void>;
  find(poolId: string, id: string): Promise<Session | undefined>;
  /** Whether the session is there, so that its access tokens are not revoked; they may outlive its refresh token. */
  exists(poolId: string, id: string): Promise<boolean>;
  /** Moves from `generation` to the next; of several who try at once, one gets true. */
  rotate(poolId: string, id: string, generation: number, now: number): Promise<boolean>;
  delete(poolId: string, id: string): Promise<boolean>;
  deleteOfUser(poolId: string, sub: string): Promise<void>;
}

export interface OnceStore {
  /** Marks an id (of a sign-in session, say) as used; of several who try at once, one gets true. The mark lasts until `expiresAt`. */
  use(id: string, expiresAt: number): Promise<boolean>;
  isUsed(id: string): Promise<boolean>;
}

export interface AttemptStore {
  /** Counts one more attempt of `action` by `subject` in the window that began at `windowStart` and answers how many there are. */
  count(poolId: string, subject: string, action: string, windowStart: number, expiresAt: number): Promise<number>;
}

/** Wrong passwords, by a user's sub or by what stands for a name that no user has. */
export interface LockoutStore {
  find(poolId: string, subject: string): Promise<FailedPasswords | undefined>;
  /** Adds one, in turn with whoever else does. @returns the count; undefined when the name is locked: nothing is counted */
  count(poolId: string, subject: string, now: number): Promise<number | undefined>;
  clear(poolId: string, subject: string): Promise<void>;
}

export interface MessageStore {
  insert(message: QueuedMessage): Promise<void>;
  /** Takes back what the same transaction has inserted. */
  discard(id: string): Promise<void>;
  find(id: string): Promise<QueuedMessage | undefined>;
  /** Newest first. `since` in milliseconds. */
  list(
    filter: { to?: string; username?: string; poolId?: string; since?: number },
    limit: number,
  ): Promise<readonly QueuedMessage[]>;
  /** Claims up to `limit` messages that are due, so that no other process sends them before `claimedUntil`. */
  claimDue(now: number, claimedUntil: number, limit: number): Promise<readonly QueuedMessage[]>;
  markSent(id: string, now: number): Promise<void>;
  markFailed(id: string, error: string, nextAttemptAt: number | undefined): Promise<void>;
}

export interface ImportJobStore {
  insert(job: ImportJob): Promise<void>;
  find(poolId: string, id: string): Promise<ImportJob | undefined>;
  /** Changes the job under a lock; undefined when there is none. */
  change(poolId: string, id: string, change: (job: ImportJob) => ImportJob): Promise<ImportJob | undefined>;
  /** Newest first; ordered by id. */
  list(poolId: string, after: string | undefined, limit: number): Promise<Page<ImportJob>>;
  /** Whether a job of the pool is pending or running. */
  isRunning(poolId: string): Promise<boolean>;
  /** Jobs that some process left in the middle, or that wait to be run. */
  listUnfinished(): Promise<readonly ImportJob[]>;
  /** The uploaded CSV file. */
  putFile(poolId: string, id: string, content: Uint8Array): Promise<void>;
  file(poolId: string, id: string): Promise<Uint8Array | undefined>;
  hasFile(poolId: string, id: string): Promise<boolean>;
  deleteFile(poolId: string, id: string): Promise<void>;
}

export interface AccessKeyStore {
  insert(key: StoredAccessKey): Promise<void>;
  /** A user's key names the user as it is now, also after a change of name. */
  find(accessKeyId: string): Promise<StoredAccessKey | undefined>;
  list(): Promise<readonly StoredAccessKey[]>;
  /** The keys of an IAM user (at most two) or, without one, of the account; oldest first. */
  listOf(userId: string | undefined): Promise<readonly StoredAccessKey[]>;
  setActive(accessKeyId: string, active: boolean): Promise<void>;
  delete(accessKeyId: string): Promise<void>;
  /** Notes a use of the key. Nobody's cached copy is dropped for it. */
  markUsed(accessKeyId: string, use: AccessKeyUse): Promise<void>;
}

/** A pair that signs a pool's tokens. */
export interface StoredSigningKey {
  readonly poolId: string;
  readonly kid: string;
  readonly use: 'id' | 'access';
  /** PKCS#8 DER; stored sealed. */
  readonly privateKey: Uint8Array;
  readonly createdAt: number;
  /** When it stops being published; undefined while it signs. */
  readonly retiresAt: number | undefined;
}

export interface SigningKeyStore {
  insert(key: StoredSigningKey): Promise<void>;
  /** All published ones: the signing pair and those that only verify until they retire. */
  listOf(poolId: string): Promise<readonly StoredSigningKey[]>;
  retire(poolId: string, kid: string, retiresAt: number): Promise<void>;
}

/** Everything that is kept. */
export interface Stores {
  readonly pools: PoolStore;
  readonly clients: ClientStore;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly codes: CodeStore;
  readonly sessions: SessionStore;
  readonly once: OnceStore;
  readonly attempts: AttemptStore;
  readonly lockouts: LockoutStore;
  readonly messages: MessageStore;
  readonly importJobs: ImportJobStore;
  readonly accessKeys: AccessKeyStore;
  readonly iam: IamStores;
  readonly signingKeys: SigningKeyStore;
  readonly identityPools: IdentityPoolStore;
  readonly identities: IdentityStore;
}

export interface Store extends Stores {
  /**
   * Runs `work` in one transaction and answers once it is committed. `work` may run again when the database asks for a
   * repetition, so it changes nothing but the stores it is given; when it throws, nothing is written.
   */
  write<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Removes what has expired, a bounded amount at a time. @returns how many rows went */
  sweep(now: number): Promise<number>;
  /** A number that grows whenever a pool, client or key is changed by any process: what cached copies are checked against. */
  configurationVersion(): Promise<number>;
  close(): Promise<void>;
}
