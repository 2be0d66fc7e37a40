/** A signed-in session: one sign-in and all tokens that descend from it (`origin_jti`). Deleting it revokes them. */
export interface Session {
  readonly poolId: string;
  /** The `origin_jti` of its tokens. */
  readonly id: string;
  readonly sub: string;
  readonly clientId: string;
  readonly scope: string;
  readonly authenticatedAt: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Hash of the random part that every refresh token of the session carries. */
  readonly secretHash: string;
  /** How often its refresh token was rotated: a token is current when it names this generation. */
  readonly generation: number;
  readonly rotatedAt: number | undefined;
  readonly deviceKey: string | undefined;
}
