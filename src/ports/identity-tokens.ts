import type { Claims } from './signing-keys.ts';

/** A public key of the identity pools, as their JWKS lists it. */
export interface IdentityJwk {
  readonly alg: 'RS512';
  readonly e: string;
  /** The region and a number: `us-east-11`. */
  readonly kid: string;
  readonly kty: 'RSA';
  readonly n: string;
  readonly use: 'sig';
  /** One certificate, in which the key vouches for itself: base64 of DER. */
  readonly x5c: readonly [string];
}

/**
 * The OpenID Connect tokens that identity pools issue, by which an identity assumes a role. All pools of a region sign
 * with the same keys, so a token is for the pool that its `aud` names and for no other.
 */
export interface IdentityTokens {
  /** The `iss` of every token. */
  readonly issuer: string;
  /** Signs with the region's key, which is made when it is first asked for. */
  sign(region: string, claims: Claims): Promise<string>;
  /** The claims of a token that one of the published keys signed; undefined otherwise. Issuer, audience and dates are not looked at. */
  verify(token: string): Promise<Claims | undefined>;
  /**
   * The keys of every region: first the one with which the default region signs now, then those of the other regions, then
   * those that do not sign yet or any more.
   */
  jwks(): Promise<readonly IdentityJwk[]>;
}
