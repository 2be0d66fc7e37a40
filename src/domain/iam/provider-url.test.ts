import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { providerUrl, requireThumbprints } from './provider-url.ts';

const production = { publicUrl: 'https://id.example.com:8443', mode: 'production' };
const development = { publicUrl: 'http://localhost:9229', mode: 'development' };

suite('a provider is refused', () => {
  for (const url of [
    'accounts.example.com',
    'http://accounts.example.com',
    'https://',
    'https:accounts.example.com',
    'https://accounts.example.com:8443',
    'https://accounts.example.com/?a=b',
    'https://accounts.example.com/#a',
    'https://user@accounts.example.com',
    'https://accounts.example.com/a b',
    'https://accounts.example.com\\a',
    'https://accounts.example.com\n',
    'ftp://accounts.example.com',
    'javascript:alert(1)',
    'https://id.example.com:8443.evil.example/x',
    'https://id.example.com:8444/us-east-1_a',
  ]) {
    test(`at ${JSON.stringify(url)}`, () =>
      assert.throws(() => providerUrl(url, production), {
        code: 'ValidationError',
        message: 'Invalid Open ID Connect Provider URL',
      }));
  }

  for (const [what, thumbprints] of [
    ['with six thumbprints', Array(6).fill('a'.repeat(40))],
    ['with a thumbprint that is not hexadecimal', ['g'.repeat(40)]],
    ['with a thumbprint of SHA-256', ['a'.repeat(64)]],
  ] as const) {
    test(what, () => assert.throws(() => requireThumbprints(thumbprints), { code: 'InvalidInput' }));
  }
});

suite('a provider is kept', () => {
  test('without its scheme, in the case and with the slash it was given', () => {
    assert.equal(providerUrl('https://Accounts.example.com/Tenant', production), 'Accounts.example.com/Tenant');
    assert.equal(providerUrl('https://tenant.auth0.com/', production), 'tenant.auth0.com/');
  });

  test('with a port where it is our own issuer, and wherever it is in development', () => {
    const url = 'https://id.example.com:8443/us-east-1_a';
    assert.equal(providerUrl(url, production), 'id.example.com:8443/us-east-1_a');
    assert.equal(providerUrl('http://127.0.0.1:8080/x', development), '127.0.0.1:8080/x');
  });

  test('with five thumbprints, or none', () => {
    requireThumbprints([]);
    requireThumbprints(Array(5).fill('0123456789abcdefABCD0123456789abcdefABCD'));
  });
});
