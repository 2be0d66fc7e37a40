import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  audiencesIn,
  opened,
  readJson,
  type Registration,
  signedWith,
  type TokenService,
  wrongDates,
} from './token-service.ts';

/** As MinIO is set up: one client id, and either a policy for everybody or the claim in which policies are named. */
interface MinioSettings extends Omit<Registration, 'url' | 'clientIds'> {
  /** `MINIO_IDENTITY_OPENID_CONFIG_URL`: of the discovery document itself. */
  readonly configUrl: string;
  readonly clientId: string;
  readonly claimName?: string;
  readonly policies?: readonly string[];
}

const number = /^[\w-]+$/;

/** MinIO's AssumeRoleWithWebIdentity: keys by their numbers and ids alone, read at its start and again when a token does not verify. */
export async function minio({
  configUrl,
  clientId,
  claimName,
  policies = [],
  now,
}: MinioSettings): Promise<TokenService> {
  const { jwks_uri: jwksUri } = await readJson(configUrl);
  const keys = new Map<string, KeyObject>();
  async function readKeys(): Promise<void> {
    const set = (await readJson(String(jwksUri))) as { keys: Readonly<Record<string, unknown>>[] };
    for (const { kty, kid, n, e } of set.keys) {
      // One key that it cannot read, and it reads none.
      if (kty !== 'RSA' || !number.test(String(n)) || !number.test(String(e))) throw new Error('malformed JWK RSA key');
      keys.set(String(kid), createPublicKey({ key: { kty: 'RSA', n: String(n), e: String(e) }, format: 'jwk' }));
    }
  }
  await readKeys();
  return {
    async takes(token) {
      const decoded = opened(token);
      const isSigned = () => {
        const key = keys.get(String(decoded.header['kid']));
        return key !== undefined && signedWith(key, decoded);
      };
      if (!isSigned()) await readKeys();
      if (!isSigned()) return 'not signed by the issuer';
      const wrong = wrongDates(decoded, now());
      if (wrong) return wrong;
      const { azp, sub } = decoded.claims;
      if (![...audiencesIn(decoded), azp].includes(clientId)) return 'aud must match configured OpenID Client ID';
      if (typeof sub !== 'string' || sub === '') return 'sub claim is mandatory';
      if (claimName === undefined) return 'taken';
      const claim = decoded.claims[claimName];
      const named = (Array.isArray(claim) ? claim : String(claim ?? '').split(',')).map(String);
      return named.some((name) => policies.includes(name))
        ? 'taken'
        : `None of the given policies (${named}) are defined`;
    },
  };
}
