import { decodeJwt } from '#crypto/jwt.ts';
import { isSignedWith, keyNamedBy } from '#crypto/jws.ts';
import { Failure } from '#domain/failures.ts';
import type { TokenIssuers } from '#ports/token-issuers.ts';
import { lookedUp, lookUpAddresses } from './access-tokens.ts';
import { type GuardedFetch, OutboundError } from './guarded-fetch.ts';
import { discoveredKeys } from './issuer-keys.ts';

export interface TokenIssuersOptions {
  readonly fetch: GuardedFetch;
  /** Real time in milliseconds. */
  readonly now: () => number;
  /** Says why an issuer could not be asked, which clients are not told. */
  readonly log: { warn(details: object, message: string): void };
  /** Issuers that are not reached at their own address, by issuer; there is no other use for it than tests. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** The longest token that any operation takes. */
const longestToken = 50_000;

/** Issuers elsewhere, over HTTP. */
export function httpTokenIssuers({ fetch, now, log, elsewhere = {} }: TokenIssuersOptions): TokenIssuers {
  const keys = discoveredKeys(fetch, { now, reachedAt: (issuer) => elsewhere[issuer] ?? issuer });

  const asked = async <Answer>(issuer: string, ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      log.warn({ issuer, reason }, 'an identity provider could not be asked');
      const isCertificate = error instanceof OutboundError && error.kind === 'certificate';
      throw new Failure(isCertificate ? 'issuerCertificate' : 'issuerUnreachable');
    }
  };

  return {
    async verify(issuer, token, { thumbprints = [] } = {}) {
      const decoded = decodeJwt(token, longestToken);
      if (!decoded) return undefined;
      const published = await asked(issuer, () =>
        keys.keysOf({ url: issuer, thumbprints }, (held) => keyNamedBy(decoded, held) !== undefined),
      );
      const key = keyNamedBy(decoded, published);
      return key && isSignedWith(decoded, key) ? decoded.claims : undefined;
    },
    lookUp: (issuer, accessToken) =>
      asked(issuer, () => lookedUp(fetch, issuer, accessToken, elsewhere[issuer] ?? lookUpAddresses[issuer])),
  };
}
