import { Hono } from 'hono';
import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { Uses } from '#operations/operation.ts';
import type { PublicJwk } from '#crypto/signing-keys.ts';

type IssuerUses = Uses<'directory' | 'signingKeys' | 'settings'>;

const headers = {
  'content-type': 'application/json',
  // Short enough that a rotated key is known everywhere long before tokens of the old one have expired.
  'cache-control': 'public, max-age=300',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

const jwksTexts = new WeakMap<readonly PublicJwk[], string>();

function jwksText(keys: readonly PublicJwk[]): string {
  let text = jwksTexts.get(keys);
  if (text === undefined) jwksTexts.set(keys, (text = JSON.stringify({ keys })));
  return text;
}

/** What OpenID Connect Discovery 1.0 §3 asks for, of a pool whose sign-in goes through the API. */
const discovery = (issuer: string, jwksUri: string): object => ({
  issuer,
  jwks_uri: jwksUri,
  response_types_supported: ['code', 'token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  // AWS asks for it of whoever is registered with IAM.
  claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'auth_time', 'token_use', 'cognito:username', 'cognito:groups'],
  scopes_supported: ['openid', 'email', 'phone', 'profile'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
});

/** Each pool as an issuer: its discovery document and its public keys under `/<poolId>/.well-known/`. */
export function issuerFront({ directory, signingKeys, settings }: IssuerUses): Hono {
  const poolOf = async (poolId: string): Promise<Pool> => {
    const pool = await directory.pool(poolId);
    if (!pool) throw new Failure('poolNotFound', { poolId });
    return pool;
  };
  const app = new Hono();
  app.get('/:poolId/.well-known/jwks.json', async (c) => {
    const pool = await poolOf(c.req.param('poolId'));
    return new Response(jwksText(await signingKeys.jwks(pool.id)), { headers });
  });
  app.get('/:poolId/.well-known/openid-configuration', async (c) => {
    const pool = await poolOf(c.req.param('poolId'));
    const jwksUri = `${settings.publicUrl}/${pool.id}/.well-known/jwks.json`;
    return new Response(JSON.stringify(discovery(settings.issuerOf(pool), jwksUri)), { headers });
  });
  app.onError((error) => {
    if (!(error instanceof Failure)) throw error;
    return new Response(JSON.stringify({ message: error.message }), {
      status: 404,
      headers: { ...headers, 'cache-control': 'no-store' },
    });
  });
  return app;
}
