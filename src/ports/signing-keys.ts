import type { PublicJwk } from '#crypto/signing-keys.ts';
import type { StoredSigningKey, Stores } from './stores.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A pool's two RSA pairs (one for ID tokens, one for access tokens) and those that only verify any more. */
export interface SigningKeys {
  /** Two new pairs, ready to be stored with the pool. */
  generate(poolId: string): Promise<readonly StoredSigningKey[]>;
  sign(poolId: string, use: 'id' | 'access', claims: Claims): Promise<string>;
  /** The claims of a token that one of the pool's published keys signed; undefined otherwise. Dates are not looked at. */
  verify(poolId: string, token: string): Promise<Claims | undefined>;
  /** First the keys that sign ID tokens and access tokens now, then those that do not sign yet or any more. */
  jwks(poolId: string): Promise<readonly PublicJwk[]>;
  /** Inside a transaction: publishes these new pairs, which sign ten minutes later; the old ones verify until `retiresAt`. */
  rotate(stores: Stores, poolId: string, fresh: readonly StoredSigningKey[], retiresAt: number): Promise<void>;
}
