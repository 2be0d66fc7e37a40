import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { operationsFront } from './front.ts';
import { operatorsOnly } from './operators-only.ts';

const key = 'correct-horse-battery';
const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });
const app = (adminKey?: string) => new Hono().use(operatorsOnly(adminKey)).get('/', (c) => c.text('in'));

test('readiness is 503 while the server cannot serve, liveness stays 200', async () => {
  const front = operationsFront(async () => ({ ready: false, detail: 'The database does not answer.' }));
  assert.equal((await front.request('/readyz')).status, 503);
  assert.equal((await front.request('/healthz')).status, 200);
});

test('readiness is 200 when it can', async () => {
  const front = operationsFront(async () => ({ ready: true, detail: 'Serving.' }));
  assert.equal((await front.request('/readyz')).status, 200);
});

for (const address of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1']) {
  test(`a program on this machine (${address}) is let through`, async () => {
    assert.equal((await app().request('/', {}, from(address))).status, 200);
  });
}

test('another machine is refused, and so is one that says it is this one', async () => {
  assert.equal((await app().request('/', {}, from('10.0.0.7'))).status, 401);
  assert.equal(
    (await app().request('/', { headers: { 'x-forwarded-for': '127.0.0.1' } }, from('10.0.0.7'))).status,
    401,
  );
  assert.equal((await app().request('/')).status, 401, 'no address at all');
});

test('a request that a local proxy passed on is not taken for a local one', async () => {
  assert.equal(
    (await app().request('/', { headers: { 'x-forwarded-for': '8.8.8.8' } }, from('127.0.0.1'))).status,
    401,
  );
});

test('the admin key opens it from anywhere, a wrong one or none does not', async () => {
  const ask = (authorization: string, adminKey?: string) =>
    app(adminKey).request('/', { headers: { authorization } }, from('10.0.0.7'));
  assert.equal((await ask(`Bearer ${key}`, key)).status, 200);
  assert.equal((await ask(`Bearer ${key}x`, key)).status, 401);
  assert.equal((await ask(key, key)).status, 401);
  assert.equal((await ask('Bearer undefined')).status, 401);
});
