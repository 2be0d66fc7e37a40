export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'RESET_REQUIRED'
  | 'EXTERNAL_PROVIDER'
  | 'ARCHIVED'
  | 'COMPROMISED'
  | 'UNKNOWN';

/** An account at another provider that signs in as this user. Dates are milliseconds. */
export interface LinkedIdentity {
  readonly providerName: string;
  readonly providerType: string;
  readonly userId: string;
  readonly issuer: string | null;
  readonly primary: boolean;
  readonly dateCreated: number;
}

/** What SRP needs: the salt as hex, the verifier as hex. Stored sealed. */
export interface SrpCredential {
  readonly salt: string;
  readonly verifier: string;
}

/** A user's secrets. Undefined where the user has no password (or, for `srp`, none that SRP can prove yet). */
export interface PasswordCredential {
  /** The hash as a PHC string, or one of the formats accepted by import. */
  readonly hash: string;
  readonly srp: SrpCredential | undefined;
  readonly setAt: number;
}

export interface User {
  readonly poolId: string;
  /** Never changes. A UUID. */
  readonly sub: string;
  /** As first written. Never changes. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Every attribute but `sub`, as text: `email`, `email_verified`, `custom:tier`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** New values that wait for their verification (AttributesRequireVerificationBeforeUpdate). */
  readonly pending: Readonly<Record<string, string>>;
  readonly identities: readonly LinkedIdentity[];
  readonly password: PasswordCredential | undefined;
  /** Hashes of earlier passwords, newest first, as many as the pool's history asks for. */
  readonly earlierPasswords: readonly string[];
  /** When the temporary password stops working; undefined when the password is permanent. */
  readonly temporaryUntil: number | undefined;
  /** Tokens issued until then are revoked. */
  readonly signedOutAt: number | undefined;
}
