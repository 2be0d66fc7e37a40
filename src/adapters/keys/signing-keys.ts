import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { sha256Hex } from '#crypto/digests.ts';
import { longestToken, signJwt, verifyJwt } from '#crypto/jwt.ts';
import { generateSigningKey, publicJwk } from '#crypto/signing-keys.ts';
import type { PublicJwk } from '#crypto/signing-keys.ts';
import type { Claims, SigningKeys } from '#ports/signing-keys.ts';
import type { Stores, StoredSigningKey } from '#ports/stores.ts';
import { boundedCache } from '../bounded-cache.ts';

interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
  /** When it may begin to sign. */
  readonly from: number;
}

interface KeyRing {
  /** The newest first. */
  readonly signing: Readonly<Record<'id' | 'access', readonly SigningKey[]>>;
  readonly verifying: ReadonlyMap<string, KeyObject>;
  readonly published: readonly PublicJwk[];
}

/** Of two that were made in the same millisecond, the one that is to retire is the older. */
const newestFirst = (one: StoredSigningKey, other: StoredSigningKey): number =>
  other.createdAt - one.createdAt || (other.retiresAt ?? Infinity) - (one.retiresAt ?? Infinity) || 0;

function keyRing(stored: readonly StoredSigningKey[]): KeyRing {
  const signing: Record<'id' | 'access', SigningKey[]> = { id: [], access: [] };
  const verifying = new Map<string, KeyObject>();
  const published: PublicJwk[] = [];
  for (const { kid, use, privateKey, createdAt } of stored.toSorted(newestFirst)) {
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' }));
    verifying.set(kid, publicKey);
    published.push(publicJwk(publicKey, kid));
    signing[use].push({ kid, key, from: createdAt + publishedBefore });
  }
  return { signing, verifying, published };
}

/**
 * For so long a new key is published before it signs: twice as long as caches may keep a key set, so that nobody meets a
 * token whose key is not there yet. A pool's first keys sign at once, since nobody can have kept an earlier set.
 */
export const publishedBefore = 10 * 60_000;

/**
 * Signing keys kept in the store, held ready in memory for the pools that are in use. So is, under its hash, what a token
 * says whose signature was good: it stays good as long as the keys are the same. Nothing else about a token is remembered.
 */
export function storedSigningKeys(store: Stores, now: () => number): SigningKeys & { forget(): void } {
  const rings = boundedCache<string, Promise<KeyRing>>(10_000);
  const verified = boundedCache<string, { readonly claims: Claims; readonly by: KeyRing }>(10_000);

  const generateOne = async (poolId: string, use: 'id' | 'access'): Promise<StoredSigningKey> => {
    const { kid, privateKey } = await generateSigningKey();
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    return { poolId, kid, use, privateKey: der, createdAt: now(), retiresAt: undefined };
  };
  const generate = (poolId: string) => Promise.all([generateOne(poolId, 'id'), generateOne(poolId, 'access')]);

  function ring(poolId: string): Promise<KeyRing> {
    const known = rings.get(poolId);
    if (known) return known;
    const loading = store.signingKeys.listOf(poolId).then(keyRing);
    rings.set(poolId, loading);
    // A pool without keys may be one that is being made, and an error is not worth remembering.
    loading.then(
      (found) => found.verifying.size === 0 && rings.delete(poolId),
      () => rings.delete(poolId),
    );
    return loading;
  }

  return {
    generate,
    async sign(poolId, use, claims) {
      const keys = (await ring(poolId)).signing[use];
      const time = now();
      const signing = keys.find(({ from }) => from <= time) ?? keys.at(-1);
      if (!signing) throw new Error(`Pool ${poolId} has no key that signs ${use} tokens.`);
      return signJwt(signing.key, signing.kid, claims);
    },
    async verify(poolId, token) {
      const keys = await ring(poolId);
      if (token.length > longestToken) return undefined;
      const name = sha256Hex(token);
      const known = verified.get(name);
      if (known?.by === keys) return known.claims;
      const claims = verifyJwt(token, (kid) => keys.verifying.get(kid));
      if (claims) verified.set(name, { claims, by: keys });
      return claims;
    },
    jwks: async (poolId) => (await ring(poolId)).published,
    async rotate(stores, poolId, fresh, retiresAt) {
      const old = (await stores.signingKeys.listOf(poolId)).filter((key) => key.retiresAt === undefined);
      for (const key of old) await stores.signingKeys.retire(poolId, key.kid, retiresAt);
      for (const key of fresh) await stores.signingKeys.insert(key);
    },
    forget() {
      rings.clear();
      verified.clear();
    },
  };
}
