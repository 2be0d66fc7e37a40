import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trustedProxies } from './trusted-proxies.ts';

test('nobody is trusted unless named', () => {
  const isTrusted = trustedProxies([]);
  for (const address of ['127.0.0.1', '::1', undefined, '', 'unknown']) assert.equal(isTrusted(address), false);
});

test('addresses and ranges of both families are trusted, and their neighbours are not', () => {
  const isTrusted = trustedProxies(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32']);
  for (const address of ['10.1.255.255', '::ffff:10.1.2.3', '192.0.2.7', '2001:db8::1'])
    assert.equal(isTrusted(address), true, address);
  for (const address of ['10.2.0.0', '192.0.2.8', '2001:db9::1', '::ffff:10.2.0.1'])
    assert.equal(isTrusted(address), false, address);
});
