import { hmacSha256 } from '../digests.ts';

/** kSigning: the secret, narrowed to one day, region and service. 32 bytes. */
export const signingKey = (secret: string, date: string, region: string, service: string): Buffer =>
  hmacSha256(hmacSha256(hmacSha256(hmacSha256(`AWS4${secret}`, date), region), service), 'aws4_request');

export interface SigningKeys {
  find(secret: string, date: string, region: string, service: string): Buffer;
}

/**
 * Signing keys, kept once derived: at most `2 × limit` of them. Two generations instead of a use list: when the young one
 * is full it becomes the old one, and what is used again moves back.
 */
export function signingKeyCache(limit = 1000): SigningKeys {
  let young = new Map<string, Buffer>();
  let old = new Map<string, Buffer>();
  return {
    find(secret, date, region, service) {
      const name = `${date}/${region}/${service}/${secret}`;
      const known = young.get(name);
      if (known) return known;
      const key = old.get(name) ?? signingKey(secret, date, region, service);
      if (young.size >= limit) {
        old = young;
        young = new Map();
      }
      young.set(name, key);
      return key;
    },
  };
}
