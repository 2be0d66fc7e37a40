import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { signIdentityToken, verifyIdentityToken } from '#crypto/identity-token.ts';
import { generateSigningKey } from '#crypto/signing-keys.ts';
import type { IdentityJwk, IdentityTokens } from '#ports/identity-tokens.ts';
import type { Stores, StoredSigningKey } from '#ports/stores.ts';

/** Where the keys stand among the signing keys; no user pool's id looks like it. */
const owner = 'cognito-identity';

interface KeyRing {
  readonly signing: ReadonlyMap<string, { readonly kid: string; readonly key: KeyObject }>;
  readonly verifying: ReadonlyMap<string, KeyObject>;
  readonly published: readonly IdentityJwk[];
}

/** The region and the number in a key's id: `us-east-1` and 2 in `us-east-12`. */
const numberIn = (kid: string, region: string): number | undefined => {
  const rest = kid.startsWith(region) ? kid.slice(region.length) : '';
  return /^[1-9]\d*$/.test(rest) ? Number(rest) : undefined;
};

function keyRing(stored: readonly StoredSigningKey[]): KeyRing {
  const signing = new Map<string, { kid: string; key: KeyObject }>();
  const verifying = new Map<string, KeyObject>();
  const published: IdentityJwk[] = [];
  for (const { kid, privateKey, retiresAt } of stored.toSorted((a, b) => b.createdAt - a.createdAt)) {
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' }));
    const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
    verifying.set(kid, publicKey);
    published.push({ alg: 'RS512', e, kid, kty: 'RSA', n, use: 'sig' });
    if (retiresAt === undefined) signing.set(kid, { kid, key });
  }
  return { signing, verifying, published };
}

/** The key with which a region signs: its newest, so that of the keys of a rotation all verify and one signs. */
function signingKeyOf({ signing }: KeyRing, region: string): { kid: string; key: KeyObject } | undefined {
  let best: { kid: string; key: KeyObject; number: number } | undefined;
  for (const { kid, key } of signing.values()) {
    const number = numberIn(kid, region);
    if (number !== undefined && number > (best?.number ?? 0)) best = { kid, key, number };
  }
  return best;
}

/** Identity pools' tokens, signed with keys that are kept sealed in the store and held ready in memory. */
export function storedIdentityTokens(
  store: Pick<Stores, 'signingKeys'>,
  { issuer, now }: { issuer: () => string; now: () => number },
): IdentityTokens & { forget(): void } {
  let loaded: Promise<KeyRing> | undefined;
  const making = new Map<string, Promise<{ kid: string; key: KeyObject }>>();

  const ring = (): Promise<KeyRing> => {
    if (loaded) return loaded;
    const loading = store.signingKeys.listOf(owner).then(keyRing);
    loaded = loading;
    loading.catch(() => (loaded = undefined));
    return loading;
  };

  /** Adds the region's first key, or takes the one that another process has added meanwhile. */
  async function make(region: string): Promise<{ kid: string; key: KeyObject }> {
    const { privateKey } = await generateSigningKey();
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    const key = { poolId: owner, kid: `${region}1`, use: 'id' as const, privateKey: der };
    const failure = await store.signingKeys.insert({ ...key, createdAt: now(), retiresAt: undefined }).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    loaded = undefined;
    const made = signingKeyOf(await ring(), region);
    if (!made) throw failure?.error ?? new Error(`The identity pools of ${region} have no key to sign with.`);
    return made;
  }

  async function keyOf(region: string): Promise<{ kid: string; key: KeyObject }> {
    const known = signingKeyOf(await ring(), region);
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
      const { kid, key } = await keyOf(region);
      return signIdentityToken(key, kid, claims);
    },
    async verify(token) {
      const { verifying } = await ring();
      return verifyIdentityToken(token, (kid) => verifying.get(kid));
    },
    jwks: async () => (await ring()).published,
    forget() {
      loaded = undefined;
    },
  };
}
