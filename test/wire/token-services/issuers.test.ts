import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { rotateKeys } from '#server/rotate-keys.ts';
import { fakeKey } from '../../support/fake-issuer.ts';
import { awsSts } from '../../support/token-services/aws-sts.ts';
import { ceph, thumbprintOf } from '../../support/token-services/ceph.ts';
import { minio } from '../../support/token-services/minio.ts';
import { opened } from '../../support/token-services/token-service.ts';
import { openReaders, type Readers } from './scene.ts';

interface Published {
  readonly keys: readonly { readonly kid: string; readonly x5c: readonly [string] }[];
}

/** One of our two issuers, as somebody else registers it. */
interface Issuer {
  readonly url: string;
  readonly audience: string;
  readonly algorithm: string;
  token(): Promise<string>;
}

const issuers: Readonly<Record<string, (readers: Readers) => Issuer>> = {
  'a user pool': ({ server, userPoolId, clientId, idToken }) => ({
    url: `${server.url}/${userPoolId}`,
    audience: clientId,
    algorithm: 'RS256',
    token: idToken,
  }),
  'the identity pools': ({ server, identityPoolId, poolToken }) => ({
    url: server.url,
    audience: identityPoolId,
    algorithm: 'RS512',
    token: poolToken,
  }),
};

const publishedBy = async ({ url }: Issuer): Promise<Published['keys']> => {
  const { jwks_uri: address } = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as {
    jwks_uri: string;
  };
  return ((await (await fetch(address)).json()) as Published).keys;
};
const thumbprintsOf = async (issuer: Issuer) => (await publishedBy(issuer)).map(({ x5c }) => thumbprintOf(x5c[0]));
const kidOf = (token: string) => String(opened(token).header['kid']);

/** Tokens that nobody may take, whoever the issuer is. */
const forged = async (issuer: Issuer): Promise<Readonly<Record<string, string>>> => {
  const good = await issuer.token();
  const { header, claims } = opened(good);
  const [head, , signature] = good.split('.');
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'eve' })).toString('base64url');
  return {
    'of another key under the same id': fakeKey(issuer.algorithm as 'RS256', { kid: kidOf(good) }).sign(claims),
    'of a key that was never published': fakeKey(issuer.algorithm as 'RS256').sign(claims, header),
    'for somebody else': `${head}.${other}.${signature}`,
  };
};

for (const [name, of] of Object.entries(issuers)) {
  suite(`the tokens of ${name}`, () => {
    test('are taken by AWS STS, whose discovery and keys it finds under the issuer', async () => {
      await using readers = await openReaders();
      const issuer = of(readers);
      const token = await issuer.token();
      const registered = { url: issuer.url, now: Date.now };
      const sts = await awsSts({ ...registered, clientIds: [issuer.audience] });
      for (const [what, bad] of Object.entries(await forged(issuer))) {
        assert.equal(await sts.takes(bad), 'not signed by the issuer', what);
      }
      const stranger = await awsSts({ ...registered, clientIds: ['other'] });
      assert.equal(await stranger.takes(token), 'Incorrect token audience');
      const late = await awsSts({ url: issuer.url, clientIds: [issuer.audience], now: () => Date.now() + 3_601_000 });
      assert.equal(await late.takes(token), 'expired');
      assert.equal(opened(token).header['alg'], issuer.algorithm);
      assert.equal(await sts.takes(token), 'taken');
    });

    test('are taken by MinIO, which reads the numbers of the keys', async () => {
      await using readers = await openReaders();
      const issuer = of(readers);
      const configUrl = `${issuer.url}/.well-known/openid-configuration`;
      const server = await minio({ configUrl, clientId: issuer.audience, now: Date.now });
      for (const [what, bad] of Object.entries(await forged(issuer))) {
        assert.equal(await server.takes(bad), 'not signed by the issuer', what);
      }
      const token = await issuer.token();
      const stranger = await minio({ configUrl, clientId: 'other', now: Date.now });
      assert.match(await stranger.takes(token), /must match configured/);
      assert.equal(await server.takes(token), 'taken');
    });

    test('are taken by Ceph, which verifies them with the certificate of the first key', async () => {
      await using readers = await openReaders();
      const issuer = of(readers);
      const token = await issuer.token();
      const registered = { url: issuer.url, clientIds: [issuer.audience], now: Date.now };
      const [first] = await thumbprintsOf(issuer);
      const gateway = ceph({ ...registered, thumbprints: [first!] });
      for (const [what, bad] of Object.entries(await forged(issuer))) {
        assert.equal(await gateway.takes(bad), 'Signature validation failed', what);
      }
      assert.match(await ceph({ ...registered, thumbprints: ['0'.repeat(40)] }).takes(token), /thumbprints/);
      assert.match(
        await ceph({ ...registered, clientIds: ['other'], thumbprints: [first!] }).takes(token),
        /Client id/,
      );
      assert.equal(await gateway.takes(token), 'taken');
      assert.deepEqual(await thumbprintsOf(issuer), await thumbprintsOf(issuer), 'the certificate stays the same');
    });

    test('are taken while keys are rotated: old ones by all who go by the key’s id, new ones by everybody', async () => {
      await using readers = await openReaders();
      const issuer = of(readers);
      const old = await issuer.token();
      const before = await publishedBy(issuer);
      let passed = 0;
      const registered = { url: issuer.url, clientIds: [issuer.audience], now: () => Date.now() + passed };
      const configUrl = `${issuer.url}/.well-known/openid-configuration`;
      const [sts, server] = [
        await awsSts(registered),
        await minio({ configUrl, clientId: issuer.audience, now: registered.now }),
      ];

      await rotateKeys(readers.server.config, { what: 'signing', pools: [] });
      let during: Published['keys'];
      do during = await publishedBy(issuer);
      while (during.length === before.length && (await later(20, true)));
      assert.equal(during.length, 2 * before.length);
      assert.equal(during[0]!.kid, kidOf(old), 'the key that signs is the first');
      // Whoever registers thumbprints has ten minutes for the new one, which is there already.
      const gateway = ceph({ ...registered, thumbprints: await thumbprintsOf(issuer) });
      const meanwhile = await issuer.token();
      for (const service of [sts, server, gateway]) {
        assert.equal(await service.takes(old), 'taken');
        assert.equal(await service.takes(meanwhile), 'taken');
      }

      passed = 599_000;
      await readers.server.advanceClock('599s');
      const last = await issuer.token();
      assert.equal(kidOf(last), kidOf(old));
      passed = 601_000;
      await readers.server.advanceClock('2s');
      const fresh = await issuer.token();
      const after = await publishedBy(issuer);
      assert.equal(after[0]!.kid, kidOf(fresh));
      assert.ok(!before.some(({ kid }) => kid === kidOf(fresh)));
      for (const service of [sts, server, gateway]) assert.equal(await service.takes(fresh), 'taken');
      for (const service of [sts, server]) assert.equal(await service.takes(last), 'taken');
      // Ceph looks at no other key than the first: a token from before the change has to be fetched again.
      assert.equal(await gateway.takes(last), 'Signature validation failed');
      assert.deepEqual(
        after.map(({ kid, x5c }) => [kid, ...x5c]).toSorted(),
        during.map(({ kid, x5c }) => [kid, ...x5c]).toSorted(),
      );
    });
  });
}

test('MinIO takes the policies of a user pool’s reader from the groups in the ID token', async () => {
  await using readers = await openReaders();
  const settings = {
    configUrl: `${readers.server.url}/${readers.userPoolId}/.well-known/openid-configuration`,
    clientId: readers.clientId,
    claimName: 'cognito:groups',
    now: Date.now,
  };
  const token = await readers.idToken();
  assert.match(await (await minio({ ...settings, policies: ['editors'] })).takes(token), /None of the given policies/);
  assert.equal(await (await minio({ ...settings, policies: ['readers'] })).takes(token), 'taken');
});
