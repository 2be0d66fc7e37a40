/** Hashes passwords and proves them. Passwords are taken as typed: no Unicode normalisation, as in Amazon Cognito. */
export interface Passwords {
  /** A new hash: Argon2id, PHC string form. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one that was hashed, in any format that import accepts. For undefined (no such user, or
   * one without a password) it spends the work of a new hash and answers false.
   * Fails with `tooManyRequests` when more sign-ins wait than can be served soon.
   */
  matches(stored: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash is in another format, or at another cost, than a new one would be. */
  needsRehash(stored: string): boolean;
  /**
   * Whether a match with this hash proves the whole password. bcrypt looks at the first 72 bytes only: of one that is
   * as long or longer nobody knows how it really ends, so it cannot take the hash's place.
   */
  provesWhole(stored: string, password: string): boolean;
}
