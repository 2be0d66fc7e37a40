import { signJwt, verifyJwt } from '#crypto/jwt.ts';
import { generateSigningKey, publicJwk } from '#crypto/signing-keys.ts';
import type { PublicJwk } from '#crypto/signing-keys.ts';
import type { SigningKeys } from '#ports/signing-keys.ts';
import type { Stores, StoredSigningKey } from '#ports/stores.ts';
import { boundedCache } from '../bounded-cache.ts';
import { isPublishedAt, keySet, openedKeys, type RingKey, signingAt } from './key-ring.ts';

type TokenUse = StoredSigningKey['use'];

interface KeyRing {
  readonly all: ReadonlyMap<string, RingKey>;
  signing(use: TokenUse, time: number): RingKey | undefined;
  published(time: number): Promise<readonly PublicJwk[]>;
}

function keyRing(stored: readonly StoredSigningKey[]): KeyRing {
  const keys = openedKeys(stored);
  const signing = (use: TokenUse, time: number) =>
    signingAt(
      keys.filter((key) => key.use === use),
      time,
    );
  const set = keySet(keys, ({ publicKey, kid }, x5c) => publicJwk(publicKey, kid, x5c));
  return {
    all: new Map(keys.map((key) => [key.kid, key])),
    signing,
    // The one for ID tokens comes first: they are what other services take.
    published: (time) =>
      set(
        [signing('id', time), signing('access', time)].filter((key) => key !== undefined),
        time,
      ),
  };
}

/** Signing keys kept in the store, held ready in memory for the pools that are in use. */
export function storedSigningKeys(store: Stores, now: () => number): SigningKeys & { forget(): void } {
  const rings = boundedCache<string, Promise<KeyRing>>(10_000);

  const generateOne = async (poolId: string, use: TokenUse): Promise<StoredSigningKey> => {
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
      (found) => found.all.size === 0 && rings.delete(poolId),
      () => rings.delete(poolId),
    );
    return loading;
  }

  return {
    generate,
    async sign(poolId, use, claims) {
      const key = (await ring(poolId)).signing(use, now());
      if (!key) throw new Error(`Pool ${poolId} has no key that signs ${use} tokens.`);
      return signJwt(key.privateKey, key.kid, claims);
    },
    async verify(poolId, token) {
      const { all } = await ring(poolId);
      return verifyJwt(token, (kid) => {
        const key = all.get(kid);
        return key && isPublishedAt(key, now()) ? key.publicKey : undefined;
      });
    },
    jwks: async (poolId) => (await ring(poolId)).published(now()),
    async rotate(stores, poolId, fresh, retiresAt) {
      const old = (await stores.signingKeys.listOf(poolId)).filter((key) => key.retiresAt === undefined);
      for (const key of old) await stores.signingKeys.retire(poolId, key.kid, retiresAt);
      for (const key of fresh) await stores.signingKeys.insert(key);
    },
    forget: () => rings.clear(),
  };
}
