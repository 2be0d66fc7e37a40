import type { SessionFacts } from '#domain/credentials/session-facts.ts';

/** Who signed a request. */
export interface Principal {
  /** The kind of caller; a user or the root with a session's key (GetSessionToken) stays what it is. */
  readonly kind: 'root' | 'user' | 'session' | 'federatedUser';
  /** Of a role's session: `arn:aws:sts::…:assumed-role/name/session`. */
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** What `aws:userid` is: `AIDA…` or, of a role's session, `AROA…:<session name>`. Absent for the root, whose id is the account. */
  readonly userId?: string | undefined;
  /** Users only. */
  readonly userName?: string | undefined;
  /** Of a temporary key. */
  readonly session?: Session | undefined;
}

/** What is known of a temporary key's session, without the key's secret. */
export type Session = Omit<SessionFacts, 'secret'>;

/** The last request that was signed with a key. */
export interface AccessKeyUse {
  readonly at: number;
  /** The signing name: `sts`. */
  readonly service: string;
  readonly region: string;
}

export interface StoredAccessKey {
  readonly accessKeyId: string;
  /** Stored sealed. */
  readonly secret: string;
  readonly principal: Principal;
  readonly active: boolean;
  readonly createdAt: number;
  readonly lastUsed?: AccessKeyUse | undefined;
}

/** A key as a request is verified with it. */
export interface UsableKey {
  readonly secret: string;
  readonly principal: Principal;
  readonly active: boolean;
  /** Until when it is good; temporary keys only. */
  readonly expiresAt?: number | undefined;
}

export interface AccessKeys {
  /**
   * @param sessionToken what accompanied the key's id: a temporary key needs its own, and a lasting one takes none
   * @returns undefined for a key that is unknown, whose token is not its own, or whose session is revoked
   */
  find(accessKeyId: string, sessionToken?: string): Promise<UsableKey | undefined>;
}
