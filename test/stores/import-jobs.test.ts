import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { anImportJob, atOnce, poolId, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`import jobs on ${engine}`, () => {
    test('what is not there is not found or changed', async () => {
      await using db = await open();
      const { importJobs } = db.store;
      assert.equal(await importJobs.find(poolId, 'x'), undefined);
      assert.equal(await importJobs.change(poolId, 'x', () => assert.fail('called')), undefined);
      assert.equal(await importJobs.file(poolId, 'x'), undefined);
      assert.equal(await importJobs.hasFile(poolId, 'x'), false);
      assert.equal(await importJobs.isRunning(poolId), false);
    });

    test('a job and its file come back as they were stored', async () => {
      await using db = await open();
      const { importJobs } = db.store;
      const job = anImportJob({
        log: ['line 2: no username'],
        passwordHashingAlgorithm: 'BCRYPT',
        startedAt: 1,
        imported: 3,
      });
      await importJobs.insert(job);
      assert.deepEqual(await importJobs.find(poolId, job.id), job);
      const content = new Uint8Array(100_000).map((_, index) => index % 256);
      await importJobs.putFile(poolId, job.id, new Uint8Array([1]));
      await importJobs.putFile(poolId, job.id, content);
      assert.deepEqual(await importJobs.file(poolId, job.id), content);
      assert.equal(await importJobs.hasFile(poolId, job.id), true);
      await importJobs.deleteFile(poolId, job.id);
      assert.equal(await importJobs.hasFile(poolId, job.id), false);
    });

    test('concurrent changes of one job all count', async () => {
      await using db = await open();
      const other = await db.another();
      const job = anImportJob();
      await db.store.importJobs.insert(job);
      await atOnce(20, (index) =>
        (index % 2 ? db : other).store.importJobs.change(poolId, job.id, (now) => ({
          ...now,
          rowsDone: now.rowsDone + 1,
        })),
      );
      assert.equal((await db.store.importJobs.find(poolId, job.id))?.rowsDone, 20);
    });

    for (const after of ['Infinity/x', '1.5/x', '1e3/x', '-1/x', '9999999999999999/x', 'x', '1/', '/']) {
      test(`a page after “${after}” is none`, async () => {
        await using db = await open();
        await assert.rejects(db.store.importJobs.list(poolId, after, 3), { failure: 'invalidPaginationToken' });
      });
    }

    test('lists are newest first, page by page, and name what is unfinished', async () => {
      await using db = await open();
      const { importJobs } = db.store;
      for (const [index, status] of (['Created', 'Pending', 'Succeeded', 'InProgress'] as const).entries()) {
        await importJobs.insert(anImportJob({ id: `job-${index}`, createdAt: start + (index >> 1), status }));
      }
      const first = await importJobs.list(poolId, undefined, 3);
      const second = await importJobs.list(poolId, first.next, 3);
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      assert.deepEqual(ids, ['job-3', 'job-2', 'job-1', 'job-0']);
      assert.equal(second.next, undefined);
      assert.deepEqual(
        (await importJobs.listUnfinished()).map(({ id }) => id),
        ['job-1', 'job-3'],
      );
      assert.equal(await importJobs.isRunning(poolId), true);
      assert.equal(await importJobs.isRunning('us-east-1_Another01'), false);
    });
  });
}
