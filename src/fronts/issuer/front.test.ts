import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorld } from '../../../test/support/world.ts';
import { issuerFront } from './front.ts';

test('a pool publishes its two keys, cacheable and readable from any web page', async () => {
  await using world = await openWorld();
  const { poolId } = await world.pool();
  const answer = await issuerFront(world.services).request(`/${poolId}/.well-known/jwks.json`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.match(answer.headers.get('cache-control')!, /max-age=\d+/);
  const { keys } = (await answer.json()) as { keys: Record<string, unknown>[] };
  assert.equal(keys.length, 2);
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, 2);
  for (const key of keys) {
    assert.deepEqual(Object.keys(key).toSorted(), ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c']);
    assert.equal(key['alg'], 'RS256');
  }
});

test('discovery names the issuer that stands in the tokens and where the keys are', async () => {
  await using world = await openWorld();
  const { poolId } = await world.pool();
  const answer = await issuerFront(world.services).request(`/${poolId}/.well-known/openid-configuration`);
  const discovery = (await answer.json()) as Record<string, unknown>;
  assert.equal(discovery['issuer'], `http://localhost:9229/${poolId}`);
  assert.equal(discovery['jwks_uri'], `http://localhost:9229/${poolId}/.well-known/jwks.json`);
  assert.deepEqual(discovery['id_token_signing_alg_values_supported'], ['RS256']);
});

test('a pool that is not there, or not any more, has no keys', async () => {
  await using world = await openWorld();
  const { poolId } = await world.pool();
  const front = issuerFront(world.services);
  assert.equal((await front.request('/us-east-1_AAAAAAAAA/.well-known/jwks.json')).status, 404);
  await world.run('DeleteUserPool', { UserPoolId: poolId });
  for (const document of ['jwks.json', 'openid-configuration']) {
    const answer = await front.request(`/${poolId}/.well-known/${document}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
});
