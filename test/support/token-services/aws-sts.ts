import { createPublicKey } from 'node:crypto';
import {
  audiencesIn,
  opened,
  readJson,
  type Registration,
  signedWith,
  type TokenService,
  wrongDates,
} from './token-service.ts';

type Jwk = Readonly<Record<'kid' | 'kty' | 'n' | 'e', string>>;

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const algorithms = new Set(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']);

/**
 * AWS STS with an IAM OIDC provider, by what AWS documents. "Create an OpenID Connect (OIDC) identity provider in IAM",
 * prerequisites: what the discovery document must hold, and at most 100 RSA keys. It wants HTTPS without a port, which no test
 * has.
 */
export async function awsSts({ url, clientIds, now }: Registration): Promise<TokenService> {
  const discovery = await readJson(`${url}/.well-known/openid-configuration`);
  if (discovery['issuer'] !== url || url.endsWith('/')) throw new Error('It is the discovery of another issuer.');
  for (const claim of ['aud', 'iat', 'iss', 'sub']) {
    if (!textsIn(discovery['claims_supported']).includes(claim)) throw new Error(`Discovery does not name ${claim}.`);
  }
  if (textsIn(discovery['response_types_supported']).length === 0) throw new Error('No response types.');
  if (!textsIn(discovery['subject_types_supported']).includes('public')) throw new Error('No public subjects.');
  const announced = textsIn(discovery['id_token_signing_alg_values_supported']);
  if (!announced.some((algorithm) => algorithms.has(algorithm))) throw new Error('No algorithm that is known.');

  const keysNow = async () => {
    const { keys } = (await readJson(String(discovery['jwks_uri']))) as { keys: Jwk[] };
    if (keys.length === 0 || keys.filter(({ kty }) => kty === 'RSA').length > 100)
      throw new Error('Not 1 to 100 keys.');
    return new Map(keys.map(({ kid, kty, n, e }) => [kid, createPublicKey({ key: { kty, n, e }, format: 'jwk' })]));
  };
  let keys = await keysNow();
  return {
    async takes(token) {
      const decoded = opened(token);
      const { header, claims } = decoded;
      if (claims['iss'] !== url) return 'another issuer';
      const wanted = claims['azp'] === undefined ? audiencesIn(decoded) : [claims['azp']];
      if (!wanted.some((one) => clientIds.includes(String(one)))) return 'Incorrect token audience';
      if (!announced.includes(String(header['alg']))) return 'an algorithm that was not announced';
      if (!keys.has(String(header['kid']))) keys = await keysNow();
      const key = keys.get(String(header['kid']));
      if (!key || !signedWith(key, decoded)) return 'not signed by the issuer';
      return wrongDates(decoded, now()) ?? 'taken';
    },
  };
}
