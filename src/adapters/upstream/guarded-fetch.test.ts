import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { fakeServer } from '../../../test/support/fake-issuer.ts';
import { selfSigned } from '../../../test/support/self-signed.ts';
import { guardedFetch } from './guarded-fetch.ts';

const inDevelopment = guardedFetch({ mode: 'development', allow: [] });
const inProduction = guardedFetch({ mode: 'production', allow: [] });
const refused = { name: 'OutboundError', kind: 'refused' };
const thumbprintOf = (pem: string) =>
  createHash('sha1')
    .update(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
    .digest('hex');

suite('production does not ask', () => {
  for (const url of [
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0/',
    'https://10.0.0.1/',
    'https://192.168.0.1:8443/x',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://user:password@example.com/',
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'not a URL',
  ]) {
    test(url, () => assert.rejects(inProduction(url), refused));
  }
});

suite('development does not ask', () => {
  for (const url of ['http://169.254.169.254/', 'http://[fe80::1]/', 'http://0.0.0.0/', 'http://[fd00:ec2::254]/']) {
    test(url, () => assert.rejects(inDevelopment(url), refused));
  }
});

suite('an address elsewhere', () => {
  test('is asked in development on this machine, and answers', async () => {
    await using server = await fakeServer((request, response) =>
      response.end(`${request.method} ${request.headers.host}`),
    );
    const { status, body } = await inDevelopment(`${server.url}/x?y`);
    assert.equal(status, 200);
    assert.equal(body.toString(), `GET ${new URL(server.url).host}`);
    assert.deepEqual(server.asked, ['/x?y']);
  });

  test('that leads elsewhere is not followed', async () => {
    await using target = await fakeServer((_, response) => response.end('secret'));
    await using server = await fakeServer((_, response) => response.writeHead(302, { location: target.url }).end());
    assert.equal((await inDevelopment(server.url)).status, 302);
    assert.equal(target.asked.length, 0);
  });

  test('is not waited for longer than it may take, whether it is silent or slow', async () => {
    const impatient = guardedFetch({ mode: 'development', allow: [], timeout: 150 });
    await using silent = await fakeServer(() => {});
    await assert.rejects(impatient(silent.url), { kind: 'failed', message: /took too long/ });
    await using slow = await fakeServer((_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await assert.rejects(impatient(slow.url), { kind: 'failed' });
  });

  test('may answer so much and no more', async () => {
    await using server = await fakeServer((_, response) => response.end('x'.repeat(1_001)));
    assert.equal((await inDevelopment(server.url, { limit: 1_001 })).body.length, 1_001);
    await assert.rejects(inDevelopment(server.url, { limit: 1_000 }), {
      kind: 'failed',
      message: /more than 1000 bytes/,
    });
  });

  test('that breaks off is not believed', async () => {
    await using server = await fakeServer((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await assert.rejects(inDevelopment(server.url), { kind: 'failed' });
  });

  test('that does not exist or does not listen is told apart from one that is refused', async () => {
    await assert.rejects(inDevelopment('http://nowhere.invalid/'), { kind: 'failed' });
    await assert.rejects(inDevelopment('http://127.0.0.1:1/'), { kind: 'failed', message: /ECONNREFUSED/ });
  });

  test('is asked in production over HTTPS where the operator allows it, by name or by range', async () => {
    const tls = selfSigned();
    await using server = await fakeServer((_, response) => response.end('in'), tls);
    const thumbprints = [thumbprintOf(tls.cert)];
    for (const allow of [['localhost'], ['127.0.0.0/8', '::1']]) {
      const allowed = guardedFetch({ mode: 'production', allow });
      assert.equal((await allowed(server.url, { thumbprints })).body.toString(), 'in');
      await assert.rejects(allowed(server.url.replace('https', 'http')), refused);
    }
  });
});

suite('a certificate that no authority vouches for', () => {
  test('is refused, and so is one of another thumbprint', async () => {
    await using server = await fakeServer((_, response) => response.end('in'), selfSigned());
    await assert.rejects(inDevelopment(server.url), { kind: 'failed', message: /SELF_SIGNED/ });
    await assert.rejects(inDevelopment(server.url, { thumbprints: ['0'.repeat(40)] }), { kind: 'certificate' });
    assert.equal(server.asked.length, 0);
  });

  test('is taken by its thumbprint, for the host it is made out to and for no other', async () => {
    const tls = selfSigned();
    await using server = await fakeServer((_, response) => response.end('in'), tls);
    const thumbprints = ['0'.repeat(40), thumbprintOf(tls.cert).toUpperCase()];
    assert.equal((await inDevelopment(server.url, { thumbprints })).body.toString(), 'in');
    const otherName = server.url.replace('localhost', '127.0.0.1');
    await assert.rejects(inDevelopment(otherName, { thumbprints }), { kind: 'failed', message: /ALTNAME/ });
    assert.equal(server.asked.length, 1);
  });
});
