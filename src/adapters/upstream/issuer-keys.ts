import { type PublishedKey, publishedKey } from '#crypto/jws.ts';
import { boundedCache } from '../bounded-cache.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { jsonAt } from './json-at.ts';

/** An issuer, and what is known about reaching it. */
export interface Issuer {
  /** Its `iss`: `https://accounts.google.com`. */
  readonly url: string;
  readonly thumbprints: readonly string[];
}

/** The keys an issuer publishes, held for a while. */
export interface IssuerKeys {
  /**
   * @param fits whether these keys will do; where they will not, they are fetched anew, but not more than once a minute
   * @throws OutboundError
   */
  keysOf(issuer: Issuer, fits: (keys: readonly PublishedKey[]) => boolean): Promise<readonly PublishedKey[]>;
}

interface Held {
  readonly keys: readonly PublishedKey[];
  /** When they were fetched. */
  readonly at: number;
}

const minute = 60_000;
const hour = 60 * minute;
/** After which keys are fetched anew. */
const fresh = hour;
/** How long keys serve while their issuer cannot be reached. */
const stale = 24 * hour;
/** How long an issuer is left alone after it could not be reached, and after it was asked for keys it did not have. */
const pauseAfterFailure = 15_000;
const pauseAfterRefresh = minute;
const mostIssuers = 1_000;
const mostKeys = 100;
const largestKeySet = 262_144;

/**
 * Keys by OpenID Connect Discovery 1.0 §4, and the JWKS it leads to. One request at a time asks an issuer, whoever waits for
 * it.
 * @param now real time in milliseconds
 */
export function discoveredKeys(
  fetch: GuardedFetch,
  { now, reachedAt = (url) => url }: { now: () => number; reachedAt?: (issuer: string) => string },
): IssuerKeys {
  const held = boundedCache<string, Held>(mostIssuers);
  const failures = boundedCache<string, { readonly at: number; readonly error: unknown }>(mostIssuers);
  const fetching = new Map<string, Promise<Held>>();

  async function discover({ url, thumbprints }: Issuer): Promise<Held> {
    const base = reachedAt(url).replace(/\/$/, '');
    const found = await jsonAt(fetch, `${base}/.well-known/openid-configuration`, { thumbprints });
    const { issuer, jwks_uri: address } = found as Readonly<Record<string, unknown>>;
    if (issuer !== url) throw new Error(`${url} publishes the configuration of another issuer.`);
    if (typeof address !== 'string') throw new Error(`${url} does not say where its keys are.`);
    const { keys } = (await jsonAt(fetch, address, { thumbprints, limit: largestKeySet })) as { keys?: unknown };
    if (!Array.isArray(keys)) throw new Error(`${address} holds no keys.`);
    const usable = keys
      .slice(0, mostKeys)
      .map(publishedKey)
      .filter((key) => key !== undefined);
    return { keys: usable, at: now() };
  }

  function refreshed(issuer: Issuer, id: string): Promise<Held> {
    const running = fetching.get(id);
    if (running) return running;
    const failure = failures.get(id);
    if (failure && now() - failure.at < pauseAfterFailure) return Promise.reject(failure.error);
    const started = discover(issuer)
      .then(
        (found) => {
          held.set(id, found);
          failures.delete(id);
          return found;
        },
        (error: unknown) => {
          failures.set(id, { at: now(), error });
          throw error;
        },
      )
      .finally(() => fetching.delete(id));
    fetching.set(id, started);
    return started;
  }

  return {
    async keysOf(issuer, fits) {
      const id = [issuer.url, ...issuer.thumbprints].join(' ');
      const known = held.get(id);
      const age = known ? now() - known.at : Infinity;
      if (known && age < fresh && (age < pauseAfterRefresh || fits(known.keys))) return known.keys;
      try {
        return (await refreshed(issuer, id)).keys;
      } catch (error) {
        if (known && age < stale) return known.keys;
        throw error;
      }
    },
  };
}
