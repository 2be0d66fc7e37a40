import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeJwt } from '#crypto/jwt.ts';
import { engines } from '../../../test/support/engines.ts';
import { storedIdentityTokens } from './identity-tokens.ts';
import { publishedBefore } from './key-ring.ts';

const kidOf = (token: string) => decodeJwt(token)!.header['kid'];
const start = Date.UTC(2026, 0, 5);

for (const [engine, open] of Object.entries(engines)) {
  suite(`the keys of identity pools on ${engine}`, () => {
    const opened = async () => {
      let now = start;
      const clock = { now: () => now };
      const db = await open({ clock });
      const server = () => storedIdentityTokens(db.store, { issuer: () => '', now: clock.now, region: 'us-east-1' });
      return { db, server, pass: (milliseconds: number) => (now += milliseconds), now: clock.now };
    };

    test('are the same on every server, with the same certificates', async () => {
      const { db, server } = await opened();
      await using _ = db;
      await Promise.all([server(), server()].map((tokens) => tokens.sign('us-east-1', {})));
      const [one, other] = await Promise.all([server().jwks(), server().jwks()]);
      assert.equal(one!.length, 1);
      assert.deepEqual(one, other);
    });

    test('are counted up, region by region, and an old one verifies until it retires and not after', async () => {
      const { db, server, pass, now } = await opened();
      await using _ = db;
      const tokens = server();
      const old = await tokens.sign('us-east-1', {});
      await tokens.sign('eu-west-1', {});
      for (let round = 0; round < 2; round++) {
        const fresh = await tokens.nextKeys();
        await db.store.write((stores) => tokens.rotate(stores, fresh, now() + 3_600_000));
        tokens.forget();
        assert.ok(await tokens.verify(old));
        pass(publishedBefore - 1);
        assert.equal(kidOf(await tokens.sign('us-east-1', {})), `us-east-1${round + 1}`);
        pass(1);
        assert.equal(kidOf(await tokens.sign('us-east-1', {})), `us-east-1${round + 2}`);
      }
      const order = (await tokens.jwks()).map(({ kid }) => kid);
      assert.deepEqual(order.slice(0, 2), ['us-east-13', 'eu-west-13']);
      assert.equal(order.length, 6);
      pass(3_600_000 - 2 * publishedBefore - 1);
      assert.ok(await tokens.verify(old));
      pass(1);
      assert.equal(await tokens.verify(old), undefined, 'though this server still remembers the key');
      assert.equal((await tokens.jwks()).length, 4);
    });

    test('of two rotations at the same time one fails, and changes nothing', async () => {
      const { db, server, now } = await opened();
      await using _ = db;
      const tokens = server();
      await tokens.sign('us-east-1', {});
      const both = await Promise.all([tokens.nextKeys(), tokens.nextKeys()]);
      const done = await Promise.allSettled(
        both.map((fresh) => db.store.write((stores) => tokens.rotate(stores, fresh, now() + 3_600_000))),
      );
      assert.deepEqual(done.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      tokens.forget();
      assert.deepEqual(
        (await tokens.jwks()).map(({ kid }) => kid),
        ['us-east-11', 'us-east-12'],
      );
    });
  });
}
