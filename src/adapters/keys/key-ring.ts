import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { selfSignedCertificate } from '#crypto/self-signed-certificate.ts';
import type { StoredSigningKey } from '#ports/stores.ts';

/**
 * For so long a new key is published before it signs: twice as long as caches may keep a key set, so that nobody meets a
 * token whose key is not there yet. An issuer's first keys sign at once, since nobody can have kept an earlier set.
 */
export const publishedBefore = 10 * 60_000;

/** A signing key out of the store, opened. */
export interface RingKey extends Pick<StoredSigningKey, 'kid' | 'use' | 'createdAt' | 'retiresAt'> {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Of two that were made in the same millisecond, the one that is to retire is the older. */
const newestFirst = (one: StoredSigningKey, other: StoredSigningKey): number =>
  other.createdAt - one.createdAt || (other.retiresAt ?? Infinity) - (one.retiresAt ?? Infinity) || 0;

/** An issuer's keys, opened, the newest first. */
export const openedKeys = (stored: readonly StoredSigningKey[]): readonly RingKey[] =>
  stored.toSorted(newestFirst).map(({ kid, use, createdAt, retiresAt, privateKey: der }) => {
    const privateKey = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return { kid, use, createdAt, retiresAt, privateKey, publicKey };
  });

/** The newest key that has been published long enough, or else the one that has been published longest. */
export const signingAt = (newestFirstKeys: readonly RingKey[], time: number): RingKey | undefined =>
  newestFirstKeys.find(({ createdAt }) => createdAt + publishedBefore <= time) ?? newestFirstKeys.at(-1);

export const isPublishedAt = ({ retiresAt = Infinity }: RingKey, time: number): boolean => retiresAt > time;

/**
 * The public half of an issuer's keys as its key set shows them: first those that sign now, because some who verify take the
 * first key whatever the token names; then the others, the newest first, until they retire.
 * @param shown the key for the key set; `x5c` is its certificate alone (RFC 7517 §4.7)
 * @returns the same list as long as it is the same
 */
export function keySet<Jwk>(
  keys: readonly RingKey[],
  shown: (key: RingKey, x5c: readonly [string]) => Jwk,
): (signing: readonly RingKey[], time: number) => Promise<readonly Jwk[]> {
  let last: { readonly order: string; readonly list: Promise<readonly Jwk[]> } | undefined;
  const certified = async (key: RingKey): Promise<Jwk> => {
    const certificate = await selfSignedCertificate(key, { name: key.kid, from: key.createdAt });
    return shown(key, [certificate.toString('base64')]);
  };
  return (signing, time) => {
    const others = keys.filter((key) => !signing.includes(key) && isPublishedAt(key, time));
    const ordered = [...signing, ...others];
    const order = ordered.map(({ kid }) => kid).join(' ');
    if (last?.order !== order) last = { order, list: Promise.all(ordered.map(certified)) };
    return last.list;
  };
}
