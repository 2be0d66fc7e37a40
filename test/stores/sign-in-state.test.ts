import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aCode, aSession, atOnce, countOf, poolId, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`codes, sessions, marks and counters on ${engine}`, () => {
    test('a wrong, absent or replaced code is not taken', async () => {
      await using db = await open();
      const { codes } = db.store;
      const code = aCode();
      assert.equal(await codes.find(poolId, code.sub, 'signUp'), undefined);
      assert.equal(await codes.take(poolId, code.sub, 'signUp', code.hash), false);
      await codes.put(code);
      assert.deepEqual(await codes.find(poolId, code.sub, 'signUp'), code);
      assert.equal(await codes.take(poolId, code.sub, 'signUp', 'another'), false);
      assert.equal(await codes.take(poolId, code.sub, 'forgotPassword', code.hash), false);
      assert.equal(await codes.take('us-east-1_Another01', code.sub, 'signUp', code.hash), false);
      const newer = { ...code, hash: 'newer', value: 'new@example.com' };
      await codes.put(newer);
      assert.equal(await codes.take(poolId, code.sub, 'signUp', code.hash), false);
      assert.deepEqual(await codes.find(poolId, code.sub, 'signUp'), newer);
      await codes.delete(poolId, code.sub, 'signUp');
      assert.equal(await codes.take(poolId, code.sub, 'signUp', 'newer'), false);
    });

    test('of twenty who take one code at once, one gets it', async () => {
      await using db = await open();
      const other = await db.another();
      const code = aCode();
      await db.store.codes.put(code);
      const taken = await atOnce(20, (index) =>
        (index % 2 ? db : other).store.codes.take(poolId, code.sub, 'signUp', code.hash),
      );
      assert.equal(countOf(taken, true), 1);
      assert.equal(countOf(taken, false), 19);
    });

    test('a session that is deleted or of another pool does not exist', async () => {
      await using db = await open();
      const { sessions } = db.store;
      const session = aSession({ rotatedAt: 5, deviceKey: 'device' });
      await sessions.insert(session);
      assert.deepEqual(await sessions.find(poolId, session.id), session);
      assert.equal(await sessions.exists(poolId, session.id), true);
      assert.equal(await sessions.exists('us-east-1_Another01', session.id), false);
      assert.equal(await sessions.delete(poolId, session.id), true);
      assert.equal(await sessions.delete(poolId, session.id), false);
      assert.equal(await sessions.exists(poolId, session.id), false);
    });

    test('signing out everywhere ends the sessions of that user only', async () => {
      await using db = await open({ clock: { now: () => start } });
      const { sessions } = db.store;
      const [one, two, other] = [aSession({ sub: 'ada' }), aSession({ sub: 'ada' }), aSession()];
      for (const session of [one, two, other]) await sessions.insert(session);
      await sessions.deleteOfUser(poolId, 'ada');
      assert.deepEqual(
        [
          await sessions.exists(poolId, one.id),
          await sessions.exists(poolId, two.id),
          await sessions.exists(poolId, other.id),
        ],
        [false, false, true],
      );
    });

    test('of twenty who rotate one generation at once, one does', async () => {
      await using db = await open();
      const other = await db.another();
      const session = aSession();
      await db.store.sessions.insert(session);
      const rotated = await atOnce(20, (index) =>
        (index % 2 ? db : other).store.sessions.rotate(poolId, session.id, 0, start + 3),
      );
      assert.equal(countOf(rotated, true), 1);
      assert.equal(countOf(rotated, false), 19);
      const now = await db.store.sessions.find(poolId, session.id);
      assert.deepEqual([now?.generation, now?.rotatedAt], [1, start + 3]);
      assert.equal(await db.store.sessions.rotate(poolId, 'unknown', 0, start), false);
    });

    test('of twenty who use an id once, one does', async () => {
      await using db = await open();
      const other = await db.another();
      assert.equal(await db.store.once.isUsed('id'), false);
      const used = await atOnce(20, (index) => (index % 2 ? db : other).store.once.use('id', start));
      assert.equal(countOf(used, true), 1);
      assert.equal(countOf(used, false), 19);
      assert.equal(await other.store.once.isUsed('id'), true);
      assert.equal(await db.store.once.use('another', start), true);
    });

    test('attempts are counted one by one, for each subject, action and window', async () => {
      await using db = await open();
      const other = await db.another();
      const counted = await atOnce(30, (index) =>
        (index % 2 ? db : other).store.attempts.count(poolId, 'ada', 'confirm', start, start + 9),
      );
      const numbers = counted.map((result) => (result.status === 'fulfilled' ? result.value : 0));
      assert.deepEqual(
        numbers.toSorted((one, two) => one - two),
        Array.from({ length: 30 }, (_, index) => index + 1),
      );
      const { attempts } = db.store;
      assert.equal(await attempts.count(poolId, 'eve', 'confirm', start, start + 9), 1);
      assert.equal(await attempts.count(poolId, 'ada', 'resend', start, start + 9), 1);
      assert.equal(await attempts.count(poolId, 'ada', 'confirm', start + 9, start + 18), 1);
      assert.equal(await attempts.count('us-east-1_Another01', 'ada', 'confirm', start, start + 9), 1);
    });

    test('wrong passwords are counted one by one, and forgotten after a while or when cleared', async () => {
      await using db = await open();
      const other = await db.another();
      const { lockouts } = db.store;
      assert.equal(await lockouts.find(poolId, 'ada'), undefined);
      const counted = await atOnce(20, (index) => (index % 2 ? db : other).store.lockouts.count(poolId, 'ada', start));
      const numbers = counted.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : [0]));
      assert.deepEqual(numbers.toSorted(), [1, 2, 3, 4, 5], 'the fifth locks, and what comes then is not counted');
      assert.deepEqual(await lockouts.find(poolId, 'ada'), { failures: 5, lastFailedAt: start });
      assert.equal(await lockouts.count(poolId, 'ada', start + 999), undefined);
      assert.equal(await lockouts.count(poolId, 'ada', start + 1_000), 6);
      const muchLater = start + 1_000 + 15 * 60_000;
      assert.equal(await lockouts.count(poolId, 'ada', muchLater + 1), 1);
      assert.deepEqual(await lockouts.find(poolId, 'ada'), { failures: 1, lastFailedAt: muchLater + 1 });
      await lockouts.clear(poolId, 'ada');
      assert.equal(await lockouts.find(poolId, 'ada'), undefined);
    });
  });
}
