import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { redirectUrlProblem } from './redirect-url.ts';

suite('a redirect URL', () => {
  const refused = [
    'callback',
    '/callback',
    '//example.com/callback',
    'http://example.com/callback',
    'http://localhost.example.com/',
    'http://localhost@example.com/',
    'http://127.0.0.2/',
    'https://example.com/#done',
    'https://example.com/#',
    'myapp://done#fragment',
    'https:example.com',
    'https:\\\\example.com',
    'https://',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
  ];
  for (const url of refused) test(`is refused as ${url}`, () => assert.equal(typeof redirectUrlProblem(url), 'string'));

  test("is refused in AWS's words when it is plain http to another machine", () => {
    assert.equal(redirectUrlProblem('http://example.com'), 'http://example.com cannot use the HTTP protocol.');
  });

  const accepted = [
    'https://example.com',
    'https://example.com:8443/a/b?c=d',
    'HTTPS://Example.com/Path',
    'http://localhost:3000/callback',
    'http://127.0.0.1:5173',
    'http://[::1]:8080/',
    'myapp://',
    'myapp://signed-in',
    'com.example.app:/oauth2redirect',
    'exp://192.168.1.5:8081',
  ];
  for (const url of accepted) test(`is accepted as ${url}`, () => assert.equal(redirectUrlProblem(url), undefined));
});
