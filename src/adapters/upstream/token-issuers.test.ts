import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import {
  fakeIssuer,
  fakeKey,
  fakeServer,
  sharedSecretToken,
  unsignedToken,
} from '../../../test/support/fake-issuer.ts';
import { selfSigned } from '../../../test/support/self-signed.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { httpTokenIssuers } from './token-issuers.ts';

const minute = 60_000;

function opened(elsewhere: Record<string, string> = {}) {
  const warnings: string[] = [];
  let time = 1_000_000;
  const issuers = httpTokenIssuers({
    fetch: guardedFetch({ mode: 'development', allow: [], timeout: 1_000 }),
    now: () => time,
    log: { warn: (details) => warnings.push((details as { reason: string }).reason) },
    elsewhere,
  });
  return { issuers, warnings, pass: (milliseconds: number) => (time += milliseconds) };
}
const unreachable = { name: 'IDPCommunicationError' };

suite('a token of an OpenID Connect issuer', () => {
  test('is verified with the keys that the issuer publishes, which are fetched once', async () => {
    await using issuer = await fakeIssuer();
    const { issuers } = opened();
    const tokens = ['ada', 'bob', 'eve'].map((sub) => issuer.token({ sub }));
    const claims = await Promise.all(tokens.map((token) => issuers.verify(issuer.url, token)));
    assert.deepEqual(
      claims.map((one) => one?.['sub']),
      ['ada', 'bob', 'eve'],
    );
    await issuers.verify(issuer.url, tokens[0]!);
    assert.deepEqual(issuer.asked, ['/.well-known/openid-configuration', '/keys']);
  });

  test('is refused when it is forged, unsigned, or signed with a public key as a secret', async () => {
    await using issuer = await fakeIssuer();
    const { issuers } = opened();
    const claims = { iss: issuer.url, sub: 'ada' };
    const [{ jwk }] = issuer.keys as [(typeof issuer.keys)[number]];
    for (const token of [
      fakeKey('RS256', { kid: String(jwk['kid']) }).sign(claims),
      unsignedToken(claims),
      sharedSecretToken(claims, String(jwk['n']), jwk['kid']),
      issuer.token({ sub: 'ada' }).slice(0, -4),
      'no token',
    ]) {
      assert.equal(await issuers.verify(issuer.url, token), undefined);
    }
  });

  test('signed with a new key is taken; keys are not asked for more than once a minute', async () => {
    await using issuer = await fakeIssuer();
    const { issuers, pass } = opened();
    await issuers.verify(issuer.url, issuer.token({}));
    issuer.keys.unshift(fakeKey());
    assert.equal(await issuers.verify(issuer.url, issuer.token({})), undefined);
    assert.equal(issuer.asked.length, 2);
    pass(minute);
    assert.ok(await issuers.verify(issuer.url, issuer.token({})));
    for (let times = 0; times < 5; times++) await issuers.verify(issuer.url, fakeKey().sign({}));
    assert.equal(issuer.asked.length, 4);
  });

  test('signed with a key that was withdrawn is refused within an hour', async () => {
    await using issuer = await fakeIssuer();
    const { issuers, pass } = opened();
    const token = issuer.token({});
    assert.ok(await issuers.verify(issuer.url, token));
    issuer.keys[0] = fakeKey();
    pass(60 * minute);
    assert.equal(await issuers.verify(issuer.url, token), undefined);
  });

  test('is still verified for a day while the issuer cannot be reached, and no longer', async () => {
    await using issuer = await fakeIssuer();
    const { issuers, pass } = opened();
    const token = issuer.token({});
    await issuers.verify(issuer.url, token);
    issuer.trouble = (_, response) => response.writeHead(503).end();
    pass(23 * 60 * minute);
    assert.ok(await issuers.verify(issuer.url, token));
    pass(60 * minute);
    await assert.rejects(issuers.verify(issuer.url, token), unreachable);
  });

  test('of an issuer with a certificate of its own needs the thumbprint', async () => {
    const tls = selfSigned();
    await using issuer = await fakeIssuer({ tls });
    const { issuers } = opened();
    const der = Buffer.from(tls.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const verified = (thumbprints: string[]) =>
      issuers.verify(issuer.url, issuer.token({ sub: 'ada' }), { thumbprints });
    await assert.rejects(verified(['0'.repeat(40)]), {
      name: 'InvalidIdentityToken',
      message: "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
    });
    assert.equal((await verified([createHash('sha1').update(der).digest('hex')]))?.['sub'], 'ada');
  });
});

suite('an issuer that does not answer as it should', () => {
  const configuration = (body: unknown) => (url: string | undefined) =>
    url?.includes('well-known') ? body : undefined;
  for (const [what, answer] of [
    ['of another issuer', configuration({ issuer: 'https://other.example', jwks_uri: 'http://localhost/keys' })],
    ['without the address of its keys', configuration({ issuer: 'SELF' })],
    [
      'with keys at an address that is not reached',
      configuration({ issuer: 'SELF', jwks_uri: 'http://169.254.169.254/keys' }),
    ],
    [
      'with keys in another form',
      (url: string | undefined) => (url === '/keys' ? { keys: 'none' } : { issuer: 'SELF', jwks_uri: 'SELF/keys' }),
    ],
    ['that is no object', configuration([])],
  ] as const) {
    test(`${what} counts as out of reach, and the log says why`, async () => {
      await using server = await fakeServer((request, response) =>
        response.end(JSON.stringify(answer(request.url) ?? {}).replaceAll('SELF', server.url)),
      );
      const { issuers, warnings } = opened();
      await assert.rejects(issuers.verify(server.url, fakeKey().sign({})), unreachable);
      assert.equal(warnings.length, 1);
    });
  }

  test('is left alone for a while', async () => {
    await using issuer = await fakeIssuer();
    const { issuers, pass } = opened();
    issuer.trouble = (_, response) => response.writeHead(500).end();
    for (let times = 0; times < 5; times++)
      await assert.rejects(issuers.verify(issuer.url, issuer.token({})), unreachable);
    assert.equal(issuer.asked.length, 1);
    issuer.trouble = undefined;
    pass(15_000);
    assert.ok(await issuers.verify(issuer.url, issuer.token({})));
  });
});

suite('an access token', () => {
  const lookUp = async (
    issuer: 'graph.facebook.com' | 'www.amazon.com',
    token: string,
    answer: (path: string, authorization: string) => [number, unknown],
  ) => {
    await using server = await fakeServer((request, response) => {
      const [status, body] = answer(request.url ?? '', request.headers.authorization ?? '');
      response.writeHead(status).end(JSON.stringify(body));
    });
    return { found: await opened({ [issuer]: server.url }).issuers.lookUp(issuer, token), asked: server.asked };
  };

  test('of Facebook is looked up at Facebook: for which application it is, and whose', async () => {
    const { found, asked } = await lookUp('graph.facebook.com', 'EAAtoken', (path, authorization) =>
      authorization === 'Bearer EAAtoken' ? [200, { id: path.startsWith('/app') ? 'app-1' : 'user-9' }] : [400, {}],
    );
    assert.deepEqual(found, { appId: 'app-1', userId: 'user-9' });
    assert.equal(
      asked.some((path) => path.includes('EAAtoken')),
      false,
    );
  });

  test('of Amazon is looked up at Amazon', async () => {
    const { found, asked } = await lookUp('www.amazon.com', 'Atza|IwEB', () => [
      200,
      { aud: 'client', user_id: 'amzn1.account.K2', app_id: 'amzn1.application.1', exp: 3597 },
    ]);
    assert.deepEqual(found, { appId: 'amzn1.application.1', userId: 'amzn1.account.K2' });
    assert.deepEqual(asked, ['/auth/o2/tokeninfo?access_token=Atza%7CIwEB']);
  });

  test('that the issuer does not accept is refused', async () => {
    for (const issuer of ['graph.facebook.com', 'www.amazon.com'] as const) {
      assert.equal((await lookUp(issuer, 'token', () => [400, { error: 'invalid' }])).found, undefined);
      assert.equal((await lookUp(issuer, 'token', () => [200, {}])).found, undefined);
    }
    const over = await lookUp('www.amazon.com', 'token', () => [200, { app_id: 'a', user_id: 'u', exp: 0 }]);
    assert.equal(over.found, undefined);
  });

  test('that could smuggle something into the request is refused without asking', async () => {
    const { found, asked } = await lookUp('graph.facebook.com', 'a\r\nx-other: 1', () => [200, { id: '1' }]);
    assert.equal(found, undefined);
    assert.equal(asked.length, 0);
  });

  test('cannot be looked up while the issuer is out of order', async () => {
    await assert.rejects(
      lookUp('graph.facebook.com', 'token', () => [500, {}]),
      unreachable,
    );
    await assert.rejects(
      lookUp('www.amazon.com', 'token', () => [429, {}]),
      unreachable,
    );
  });
});
