import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { identityIssuerFront } from './front.ts';

interface Jwks {
  readonly keys: readonly { readonly kid: string; readonly alg: string; readonly n: string; readonly e: string }[];
}

test('the identity pools’ issuer says where its keys are', async () => {
  await using world = await openIdentityWorld();
  const answer = await identityIssuerFront(world.services).request('/.well-known/openid-configuration');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  const discovery = (await answer.json()) as Record<string, unknown>;
  assert.equal(discovery['issuer'], world.services.identityTokens.issuer);
  assert.equal(discovery['jwks_uri'], `${world.services.settings.publicUrl}/.well-known/jwks_uri`);
  assert.deepEqual(discovery['id_token_signing_alg_values_supported'], ['RS512']);
  assert.deepEqual(discovery['response_types_supported'], ['id_token'], 'AWS takes no issuer without it');
});

test('a token of the classic flow verifies with the key that its header names, one key for each region', async () => {
  await using world = await openIdentityWorld();
  const front = identityIssuerFront(world.services);
  const keys = async () => ((await (await front.request('/.well-known/jwks_uri')).json()) as Jwks).keys;
  assert.deepEqual(await keys(), []);
  for (const region of ['us-east-1', 'eu-west-1']) {
    const call = { region };
    const { IdentityPoolId } = await world.id(
      'CreateIdentityPool',
      { IdentityPoolName: 'guests', AllowUnauthenticatedIdentities: true },
      call,
    );
    const { IdentityId } = await world.id('GetId', { IdentityPoolId: IdentityPoolId! }, call);
    const { Token } = await world.id('GetOpenIdToken', { IdentityId: IdentityId! }, call);
    const [header = '', claims = '', signature = ''] = Token!.split('.');
    assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), {
      ...{ kid: `${region}1`, typ: 'JWS', alg: 'RS512' },
    });
    const published = (await keys()).find(({ kid }) => kid === `${region}1`);
    assert.deepEqual(Object.keys(published!).toSorted(), ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c']);
    const key = createPublicKey({ key: { ...published }, format: 'jwk' });
    assert.ok(verify('sha512', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')));
  }
  assert.equal((await keys()).length, 2);
});

test('the key of the default region comes first, for those who look at no other', async () => {
  await using world = await openIdentityWorld();
  for (const region of ['ap-south-1', world.region]) await world.services.identityTokens.sign(region, { sub: 'ada' });
  const answer = await identityIssuerFront(world.services).request('/.well-known/jwks_uri');
  assert.deepEqual(
    ((await answer.json()) as Jwks).keys.map(({ kid }) => kid),
    ['us-east-11', 'ap-south-11'],
  );
});
