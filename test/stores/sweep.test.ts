import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aCode, aMessage, anImportJob, aSession, atOnce, poolId, start } from '../support/records.ts';

const day = 24 * 3_600_000;
const week = 7 * day;
const clockDifference = 5 * 60_000;

for (const [engine, open] of Object.entries(engines)) {
  suite(`sweeping on ${engine}`, () => {
    test('what is still good stays', async () => {
      await using db = await open();
      const { store } = db;
      const job = anImportJob();
      await store.sessions.insert(aSession());
      await store.codes.put(aCode());
      await store.once.use('id', start + 1 - clockDifference);
      await store.attempts.count(poolId, 'ada', 'confirm', start, start + 1);
      await store.lockouts.count(poolId, 'ada', start);
      await store.messages.insert(aMessage({ state: 'queued', createdAt: start - 2 * week }));
      await store.messages.insert(aMessage({ state: 'kept' }));
      await store.importJobs.insert(job);
      await store.importJobs.putFile(poolId, job.id, new Uint8Array([1]));
      assert.equal(await store.sweep(start), 0);
    });

    test('what has expired goes, and only that', async () => {
      await using db = await open({ clock: { now: () => 0 } });
      const { store } = db;
      const [session, code, job] = [
        aSession({ expiresAt: start - day + 1_000 }),
        aCode(),
        anImportJob({ status: 'Succeeded', completedAt: start }),
      ];
      const live = aSession({ expiresAt: start - day + 1_001 });
      await store.sessions.insert(session);
      await store.sessions.insert(live);
      await store.codes.put(code);
      await store.once.use('id', start + 1_000 - clockDifference);
      await store.attempts.count(poolId, 'ada', 'confirm', start, start + 1_000);
      await store.lockouts.count(poolId, 'ada', start - 3_600_000);
      const old = aMessage({ state: 'sent', createdAt: start - week });
      await store.messages.insert(old);
      await store.importJobs.insert(job);
      await store.importJobs.putFile(poolId, job.id, new Uint8Array([1]));
      assert.equal(await store.sweep(start + 1_000), 7);
      assert.equal(await store.sessions.find(poolId, session.id), undefined);
      assert.deepEqual(await store.sessions.find(poolId, live.id), live);
      assert.equal(await store.codes.find(poolId, code.sub, 'signUp'), undefined);
      assert.equal(await store.once.isUsed('id'), false);
      assert.equal(await store.attempts.count(poolId, 'ada', 'confirm', start, start), 1);
      assert.equal(await store.lockouts.find(poolId, 'ada'), undefined);
      assert.equal(await store.messages.find(old.id), undefined);
      assert.equal(await store.importJobs.hasFile(poolId, job.id), false);
      assert.deepEqual(await store.importJobs.find(poolId, job.id), job);
    });

    test('the file of an import that nobody started in time goes', async () => {
      await using db = await open();
      const { importJobs } = db.store;
      const job = anImportJob({ status: 'Created', createdAt: start });
      await importJobs.insert(job);
      await importJobs.putFile(poolId, job.id, new Uint8Array([1]));
      assert.equal(await db.store.sweep(start + day - 1), 0);
      assert.equal(await db.store.sweep(start + day), 1);
      assert.equal(await importJobs.hasFile(poolId, job.id), false);
      assert.deepEqual(await importJobs.find(poolId, job.id), job);
    });

    test('two processes that sweep at once remove everything once', async () => {
      await using db = await open();
      const other = await db.another();
      await db.store.write(async ({ once }) => {
        for (let index = 0; index < 1_200; index++) await once.use(`id-${index}`, start - clockDifference);
      });
      let gone = 0;
      for (let round = 0; round < 4; round++) {
        const swept = await atOnce(2, (index) => (index ? db : other).store.sweep(start));
        for (const result of swept) gone += result.status === 'fulfilled' ? result.value : Number.NaN;
      }
      assert.equal(gone, 1_200);
    });
  });
}
