/** Guests have never had a login; who had one stays authenticated; a disabled identity was merged into another. */
export type IdentityState = 'guest' | 'authenticated' | 'disabled';

export interface Identity {
  /** `<region>:<uuid>`; says nothing about its pool. */
  readonly id: string;
  readonly poolId: string;
  readonly state: IdentityState;
  /** Of a disabled identity: the one that has its logins now. */
  readonly mergedInto: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A user of a provider, by which an identity is found: provider and subject belong to one identity of a pool. */
export interface Login {
  /** The provider's key in `Logins`: `accounts.google.com`. */
  readonly provider: string;
  /** Who it is there: a `sub`, a user id, a SAML name. */
  readonly subject: string;
}

export const sameLogin = (one: Login, other: Login): boolean =>
  one.provider === other.provider && one.subject === other.subject;
