import { Hono } from 'hono';
import type { Uses } from '#operations/operation.ts';

const headers = {
  'content-type': 'application/json',
  // Short enough that a new region's first key is known soon.
  'cache-control': 'public, max-age=300',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

const answer = (document: object): Response => new Response(JSON.stringify(document), { headers });

/**
 * The identity pools as an issuer, for token services that take their tokens: one for all pools and regions, at the root of
 * the public address as AWS has it at `https://cognito-identity.amazonaws.com`. The keys' address has AWS's odd name.
 */
export function identityIssuerFront({ identityTokens, settings }: Uses<'identityTokens' | 'settings'>): Hono {
  const app = new Hono();
  app.get('/.well-known/openid-configuration', () =>
    answer({
      issuer: identityTokens.issuer,
      jwks_uri: `${settings.publicUrl}/.well-known/jwks_uri`,
      // Nothing is asked for by redirect here; AWS wants an issuer to name the kind of token it gives.
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS512'],
      claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'amr'],
    }),
  );
  app.get('/.well-known/jwks_uri', async () => answer({ keys: await identityTokens.jwks() }));
  return app;
}
