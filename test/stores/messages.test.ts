import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aMessage, atOnce, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`messages on ${engine}`, () => {
    test('what is kept, sent, failed or not yet due is not claimed', async () => {
      await using db = await open();
      const { messages } = db.store;
      const [sent, failed] = [aMessage(), aMessage()];
      for (const message of [sent, failed, aMessage({ state: 'kept' }), aMessage({ nextAttemptAt: start + 1 })])
        await messages.insert(message);
      await messages.markSent(sent.id, start);
      await messages.markFailed(failed.id, '550 no such user', undefined);
      assert.deepEqual(await messages.claimDue(start, start + 60, 10), []);
      assert.equal(await messages.find('unknown'), undefined);
      const [sentNow, failedNow] = [await messages.find(sent.id), await messages.find(failed.id)];
      assert.deepEqual([sentNow?.state, sentNow?.sentAt], ['sent', start]);
      assert.deepEqual([failedNow?.state, failedNow?.lastError], ['failed', '550 no such user']);
    });

    test('a message that is discarded in its transaction is never there', async () => {
      await using db = await open();
      const message = aMessage();
      await db.store.write(async ({ messages }) => {
        await messages.insert(message);
        await messages.discard(message.id);
      });
      assert.deepEqual(await db.store.messages.list({}, 10), []);
    });

    test('a message comes back as it was stored', async () => {
      await using db = await open();
      const message = aMessage({ link: 'https://example.com/', from: 'a@b.c', replyTo: 'd@e.f', subject: undefined });
      await db.store.messages.insert(message);
      assert.deepEqual(await db.store.messages.find(message.id), message);
    });

    test('a claimed message is nobody else’s until the claim ends, and each claim counts as an attempt', async () => {
      await using db = await open();
      const other = await db.another();
      for (let index = 0; index < 30; index++) await db.store.messages.insert(aMessage());
      const claims = await atOnce(10, (index) =>
        (index % 2 ? db : other).store.messages.claimDue(start, start + 60, 5),
      );
      const ids = claims.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value.map(({ id }) => id) : []));
      assert.equal(new Set(ids).size, ids.length);
      let rest = await db.store.messages.claimDue(start, start + 60, 30);
      assert.equal(rest.length + ids.length, 30);
      assert.deepEqual(await other.store.messages.claimDue(start + 59, start + 99, 30), []);
      rest = await db.store.messages.claimDue(start + 60, start + 99, 1);
      assert.deepEqual([rest.length, rest[0]?.attempts, rest[0]?.nextAttemptAt], [1, 2, start + 99]);
      await db.store.messages.markFailed(rest[0]!.id, 'try later', start + 70);
      assert.equal((await db.store.messages.find(rest[0]!.id))?.state, 'queued');
    });

    test('a list is newest first and keeps to every condition of its filter', async () => {
      await using db = await open();
      const { messages } = db.store;
      const long = `${'x'.repeat(300)}@example.com`;
      const all = [
        aMessage({ createdAt: start + 1 }),
        aMessage({ createdAt: start + 3, username: 'eve' }),
        aMessage({ createdAt: start + 2, poolId: 'us-east-1_Another01' }),
        aMessage({ createdAt: start + 4, to: long }),
      ];
      for (const message of all) await messages.insert(message);
      const times = async (filter: Parameters<typeof messages.list>[0], limit = 10) =>
        (await messages.list(filter, limit)).map(({ createdAt }) => createdAt - start);
      assert.deepEqual(await times({}), [4, 3, 2, 1]);
      assert.deepEqual(await times({}, 2), [4, 3]);
      assert.deepEqual(await times({ since: start + 3 }), [4, 3]);
      assert.deepEqual(await times({ username: 'ada' }), [4, 2, 1]);
      assert.deepEqual(await times({ to: 'ada@example.com' }), [3, 2, 1]);
      assert.deepEqual(await times({ to: long }), [4]);
      assert.deepEqual(await times({ to: `${long}m` }), []);
      assert.deepEqual(
        await times({ to: 'ada@example.com', username: 'ada', poolId: all[0]!.poolId, since: start }),
        [1],
      );
    });
  });
}
