import { createHash, X509Certificate } from 'node:crypto';
import {
  audiencesIn,
  opened,
  readJson,
  type Registration,
  signedWith,
  type TokenService,
  wrongDates,
} from './token-service.ts';

interface Jwk {
  readonly use?: string;
  readonly x5c?: readonly string[];
}

/** The thumbprint that Ceph's documentation has people compute: SHA-1 of the certificate in `x5c`. */
export const thumbprintOf = (certificate: string): string =>
  createHash('sha1').update(Buffer.from(certificate, 'base64')).digest('hex').toUpperCase();

/**
 * The STS of Ceph's RADOS Gateway, by what its documentation and its answers show: it reads the key set for every token, takes
 * the first key that is for signatures whatever the token names, wants its certificate's thumbprint registered, and verifies
 * with the certificate's key.
 */
export function ceph({
  url,
  clientIds,
  thumbprints,
  now,
}: Registration & { readonly thumbprints: readonly string[] }): TokenService {
  return {
    async takes(token) {
      const decoded = opened(token);
      if (decoded.claims['iss'] !== url) return 'no oidc provider of this iss';
      const { client_id: clientId, azp } = decoded.claims;
      if (![...audiencesIn(decoded), clientId, azp].some((one) => clientIds.includes(String(one)))) {
        return "Client id in token doesn't match with that registered with oidc provider";
      }
      const { jwks_uri: jwksUri } = await readJson(`${url}/.well-known/openid-configuration`);
      const { keys } = (await readJson(String(jwksUri))) as { keys?: Jwk[] };
      const { x5c = [] } = keys?.find(({ use }) => use !== 'enc') ?? {};
      const certificate = x5c.find((one) => thumbprints.some((known) => known.toUpperCase() === thumbprintOf(one)));
      if (certificate === undefined)
        return "Cert doesn't match that with the thumbprints registered with oidc provider";
      const { publicKey } = new X509Certificate(
        `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
      );
      if (!signedWith(publicKey, decoded)) return 'Signature validation failed';
      return wrongDates(decoded, now()) ?? 'taken';
    },
  };
}
