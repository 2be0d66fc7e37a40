import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicUrlOf } from './addresses.ts';
import { configOf } from './config.ts';

test('the public URL is the one that is set, without a slash at the end', () => {
  assert.equal(publicUrlOf(configOf({ publicUrl: 'https://ID.example.com/' })), 'https://id.example.com');
});

test('without one, it is localhost with the port that is listened on, and https with a certificate', () => {
  assert.equal(publicUrlOf(configOf({ port: 0 }), 4321), 'http://localhost:4321');
  assert.equal(publicUrlOf(configOf({ tls: { cert: 'c', key: 'k' } })), 'https://localhost:9229');
});
