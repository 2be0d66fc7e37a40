import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aSession, atOnce, aUser, poolId, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`transactions on ${engine}`, () => {
    test('when the work throws, nothing of it is written', async () => {
      await using db = await open();
      const session = aSession();
      const work = db.store.write(async ({ users, sessions }) => {
        await users.insert(aUser(), 'ada', [{ kind: 'email', value: 'a@example.com' }]);
        await sessions.insert(session);
        throw new Error('no');
      });
      await assert.rejects(work, { message: 'no' });
      assert.equal(await db.store.users.findByUsername(poolId, 'ada'), undefined);
      assert.equal(await db.store.sessions.find(poolId, session.id), undefined);
      assert.equal(await db.store.pools.countUsers(poolId), 0);
    });

    test('nobody else sees what is not committed', async () => {
      await using db = await open();
      const other = await db.another();
      await db.store.write(async ({ once }) => {
        await once.use('id', start);
        assert.equal(await once.isUsed('id'), true);
        assert.equal(await db.store.once.isUsed('id'), false);
        assert.equal(await other.store.once.isUsed('id'), false);
      });
      assert.equal(await other.store.once.isUsed('id'), true);
    });

    test('an answer means that it is committed: another process sees it', async () => {
      await using db = await open();
      const other = await db.another();
      const results = await atOnce(50, async (index) => {
        await db.store.once.use(`id-${index}`, start);
        return other.store.once.isUsed(`id-${index}`);
      });
      assert.deepEqual(
        new Set(results.map((result) => result.status === 'fulfilled' && result.value)),
        new Set([true]),
      );
    });

    test('transactions that fail among others take nobody along', async () => {
      await using db = await open();
      const results = await atOnce(60, (index) =>
        db.store.write(async ({ once, attempts }) => {
          await once.use(`id-${index}`, start);
          await attempts.count(poolId, 'ada', 'x', start, start);
          if (index % 3 === 0) throw new Error('no');
        }),
      );
      for (const [index, result] of results.entries()) {
        assert.equal(result.status, index % 3 === 0 ? 'rejected' : 'fulfilled');
        assert.equal(await db.store.once.isUsed(`id-${index}`), index % 3 > 0);
      }
      assert.equal(await db.store.attempts.count(poolId, 'ada', 'x', start, start), 41);
    });

    test('what is asked at the same time inside one transaction happens in turn', async () => {
      await using db = await open();
      await db.store.write(async ({ users, once }) => {
        const results = await atOnce(12, async (index) => {
          if (index % 3 === 0) return once.use(`id-${index}`, start);
          return users.insert(aUser(), `u${index % 2}`, []);
        });
        assert.equal(results.filter(({ status }) => status === 'rejected').length, 6);
      });
      assert.equal(await db.store.pools.countUsers(poolId), 2);
      assert.equal(await db.store.once.isUsed('id-9'), true);
    });

    test('a store of a transaction that has ended refuses to work', async () => {
      await using db = await open();
      const late = await db.store.write(async ({ once }) => once);
      await assert.rejects(late.use('id', start), /after its transaction had ended/);
      assert.equal(await db.store.once.isUsed('id'), false);
    });

    test('a transaction that goes on after one of its statements failed is not half written', async () => {
      await using db = await open();
      const session = aSession();
      const work = db.store.write(async ({ sessions, once }) => {
        await once.use('id', start);
        await sessions.insert(session);
        await sessions.insert(session);
      });
      await assert.rejects(work);
      assert.equal(await db.store.once.isUsed('id'), false);
      assert.equal(await db.store.sessions.find(poolId, session.id), undefined);
    });
  });
}

suite('serializable PostgreSQL', () => {
  test('colliding transactions are repeated until each has happened once', async () => {
    await using db = await engines.postgres({ isolation: 'serializable' });
    const other = await db.another();
    const ada = aUser({ attributes: { visits: '0' } });
    await db.store.users.insert(ada, 'ada', []);
    let runs = 0;
    const results = await atOnce(12, (index) =>
      (index % 2 ? db : other).store.write(async ({ users, sessions }) => {
        runs++;
        await sessions.insert(aSession({ sub: ada.sub, id: `s-${index}` }));
        await users.change(poolId, ada.sub, (user) => ({
          ...user,
          attributes: { visits: String(Number(user.attributes['visits']) + 1) },
        }));
      }),
    );
    assert.deepEqual(
      results.filter(({ status }) => status === 'rejected'),
      [],
    );
    assert.ok(runs > 12, 'nothing collided, so nothing was shown');
    assert.equal((await db.store.users.findBySub(poolId, ada.sub))?.attributes['visits'], '12');
  });
});
