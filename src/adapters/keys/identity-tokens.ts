import { signIdentityToken, verifyIdentityToken } from '#crypto/identity-token.ts';
import { generateSigningKey } from '#crypto/signing-keys.ts';
import type { IdentityJwk, IdentityTokens } from '#ports/identity-tokens.ts';
import type { Stores, StoredSigningKey } from '#ports/stores.ts';
import { isPublishedAt, keySet, openedKeys, type RingKey, signingAt } from './key-ring.ts';

/** Where the keys stand among the signing keys; no user pool's id looks like it. */
const owner = 'cognito-identity';

interface KeyRing {
  readonly all: ReadonlyMap<string, RingKey>;
  signing(region: string, time: number): RingKey | undefined;
  published(time: number): Promise<readonly IdentityJwk[]>;
}

/** The region and the number in a key's id: `us-east-1` and 2 in `us-east-12`. */
const numberIn = (kid: string, region: string): number | undefined => {
  const rest = kid.startsWith(region) ? kid.slice(region.length) : '';
  return /^[1-9]\d*$/.test(rest) ? Number(rest) : undefined;
};

const regionIn = (kid: string): string => /^(?:.*?-\d|.*?\D(?=\d+$))(?=\d)/.exec(kid)?.[0] ?? kid;

function keyRing(stored: readonly StoredSigningKey[], firstRegion: string): KeyRing {
  const keys = openedKeys(stored);
  const signing = (region: string, time: number) =>
    signingAt(
      keys.filter(({ kid }) => numberIn(kid, region) !== undefined),
      time,
    );
  const regions = [...new Set(keys.map(({ kid }) => regionIn(kid)))].toSorted();
  const inOrder = [firstRegion, ...regions.filter((region) => region !== firstRegion)];
  const set = keySet(keys, ({ publicKey, kid }, x5c): IdentityJwk => {
    const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
    return { alg: 'RS512', e, kid, kty: 'RSA', n, use: 'sig', x5c };
  });
  return {
    all: new Map(keys.map((key) => [key.kid, key])),
    signing,
    published: (time) =>
      set(
        inOrder.map((region) => signing(region, time)).filter((key) => key !== undefined),
        time,
      ),
  };
}

interface IdentityTokensOptions {
  readonly issuer: () => string;
  readonly now: () => number;
  /** Whose key comes first in the key set. */
  readonly region: string;
}

export interface StoredIdentityTokens extends IdentityTokens {
  /** A new key for each region that has one. */
  nextKeys(): Promise<readonly StoredSigningKey[]>;
  /** Inside a transaction: publishes these new keys, which sign ten minutes later; the old ones verify until `retiresAt`. */
  rotate(stores: Pick<Stores, 'signingKeys'>, fresh: readonly StoredSigningKey[], retiresAt: number): Promise<void>;
  forget(): void;
}

/** Identity pools' tokens, signed with keys that are kept sealed in the store and held ready in memory. */
export function storedIdentityTokens(
  store: Pick<Stores, 'signingKeys'>,
  { issuer, now, region: firstRegion }: IdentityTokensOptions,
): StoredIdentityTokens {
  let loaded: Promise<KeyRing> | undefined;
  const making = new Map<string, Promise<RingKey>>();

  const ring = (): Promise<KeyRing> => {
    if (loaded) return loaded;
    const loading = store.signingKeys.listOf(owner).then((stored) => keyRing(stored, firstRegion));
    loaded = loading;
    loading.catch(() => (loaded = undefined));
    return loading;
  };

  async function newKey(kid: string): Promise<StoredSigningKey> {
    const { privateKey } = await generateSigningKey();
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    return { poolId: owner, kid, use: 'id', privateKey: der, createdAt: now(), retiresAt: undefined };
  }

  /** Adds the region's first key, or takes the one that another process has added meanwhile. */
  async function make(region: string): Promise<RingKey> {
    const failure = await store.signingKeys.insert(await newKey(`${region}1`)).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    loaded = undefined;
    const made = (await ring()).signing(region, now());
    if (!made) throw failure?.error ?? new Error(`The identity pools of ${region} have no key to sign with.`);
    return made;
  }

  async function keyOf(region: string): Promise<RingKey> {
    const known = (await ring()).signing(region, now());
    if (known) return known;
    const pending = making.get(region) ?? make(region).finally(() => making.delete(region));
    making.set(region, pending);
    return pending;
  }

  return {
    get issuer() {
      return issuer();
    },
    async sign(region, claims) {
      const { kid, privateKey } = await keyOf(region);
      return signIdentityToken(privateKey, kid, claims);
    },
    async verify(token) {
      const { all } = await ring();
      return verifyIdentityToken(token, (kid) => {
        const key = all.get(kid);
        return key && isPublishedAt(key, now()) ? key.publicKey : undefined;
      });
    },
    jwks: async () => (await ring()).published(now()),
    async nextKeys() {
      const current = (await store.signingKeys.listOf(owner)).filter((key) => key.retiresAt === undefined);
      return Promise.all(
        current.map(({ kid }) => newKey(`${regionIn(kid)}${(numberIn(kid, regionIn(kid)) ?? 0) + 1}`)),
      );
    },
    async rotate(stores, fresh, retiresAt) {
      const old = (await stores.signingKeys.listOf(owner)).filter((key) => key.retiresAt === undefined);
      // An id is taken once: of two rotations at the same time one fails, and changes nothing.
      for (const key of fresh) await stores.signingKeys.insert(key);
      for (const { kid } of old) await stores.signingKeys.retire(owner, kid, retiresAt);
    },
    forget() {
      loaded = undefined;
    },
  };
}
