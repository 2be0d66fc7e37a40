import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { Identity, Login } from '#domain/identity-pools/identity.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { Page } from './page.ts';

export interface IdentityPoolStore {
  find(poolId: string): Promise<IdentityPool | undefined>;
  insert(pool: IdentityPool): Promise<void>;
  /** Replaces the pool if it is still as it was at `expectedModifiedAt`; false when somebody was faster or it is gone. */
  replace(pool: IdentityPool, expectedModifiedAt: number): Promise<boolean>;
  /** Deletes the pool and everything in it. */
  delete(poolId: string): Promise<boolean>;
  /** Ordered by id. */
  list(region: string, after: string | undefined, limit: number): Promise<Page<IdentityPool>>;
  count(region: string): Promise<number>;
}

/** An identity as lists show it. */
export interface ListedIdentity extends Identity {
  readonly providers: readonly string[];
  /** How many developer user ids it has. */
  readonly developerIds: number;
}

/** To whom a login belongs in one pool. */
export interface LoginOwner {
  readonly poolId: string;
  readonly identityId: string;
  readonly provider: string;
}

export interface IdentityStore {
  /** Identity ids are unique over all pools. */
  find(identityId: string): Promise<LinkedIdentity | undefined>;
  /** The same under a lock until the transaction ends. Whoever locks several does so in the order of their ids. */
  lock(identityId: string): Promise<LinkedIdentity | undefined>;
  insert(identity: Identity): Promise<void>;
  replace(identity: Identity): Promise<void>;
  /** Deletes the identity; its logins and developer ids become free. */
  delete(identityId: string): Promise<boolean>;
  /** Ordered by id. */
  list(
    poolId: string,
    options: { readonly after: string | undefined; readonly limit: number; readonly hideDisabled: boolean },
  ): Promise<Page<ListedIdentity>>;
  /** Whose login it is in this pool. */
  ownerOf(poolId: string, login: Login): Promise<string | undefined>;
  /** Every identity, of any pool, to which the login belongs; at most `limit` of them. */
  withLogin(login: Login, limit: number): Promise<readonly LoginOwner[]>;
  /** The same where the provider is not known. */
  withSubject(subject: string, limit: number): Promise<readonly LoginOwner[]>;
  /** Gives a login to an identity; of several who try at once one gets true. */
  link(poolId: string, identityId: string, login: Login, now: number): Promise<boolean>;
  unlink(poolId: string, identityId: string, provider: string): Promise<boolean>;
  /** Gives all logins and developer ids of one identity to another one of the pool. */
  move(poolId: string, fromId: string, toId: string): Promise<void>;

  /** Whose developer user id it is in this pool. */
  developerOwnerOf(poolId: string, userId: string): Promise<string | undefined>;
  linkDeveloper(poolId: string, identityId: string, userId: string, now: number): Promise<boolean>;
  unlinkDeveloper(poolId: string, identityId: string, userId: string): Promise<boolean>;
  /** The developer user ids of an identity; `next` is what continues the list. */
  developerIds(poolId: string, identityId: string, after: string | undefined, limit: number): Promise<Page<string>>;
}
