import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { importJobAsOf, uploadEnd, withRows, type ImportJob } from './import-job.ts';

const day = 86_400_000;
const job: ImportJob = {
  ...{ poolId: 'r_p', id: 'import-1', name: 'first', status: 'Created', cloudWatchLogsRoleArn: 'arn' },
  ...{ passwordHashingAlgorithm: undefined, createdAt: 1_000, startedAt: undefined, completedAt: undefined },
  ...{ imported: 0, skipped: 0, failed: 0, completionMessage: undefined, log: [], uploadHash: '', rowsDone: 0 },
};

suite('an import job', () => {
  test('expires a day after it was created, unless it was started', () => {
    assert.equal(importJobAsOf(job, 1_000 + day - 1).status, 'Created');
    assert.equal(importJobAsOf(job, 1_000 + day).status, 'Expired');
    assert.equal(importJobAsOf({ ...job, status: 'InProgress' }, 1_000 + 2 * day).status, 'InProgress');
    assert.equal(uploadEnd(job), 1_000 + 15 * 60_000);
  });

  test('counts what became of its rows and tells why, for the first thousand that were not imported', () => {
    const once = withRows(
      job,
      [
        { line: 2, result: 'imported' },
        { line: 3, result: 'skipped', reason: 'The user already exists.' },
        { line: 4, result: 'failed', reason: 'Invalid email address format.\n' },
      ],
      3,
    );
    assert.deepEqual([once.imported, once.skipped, once.failed, once.rowsDone], [1, 1, 1, 3]);
    assert.deepEqual(once.log, [
      '[SKIPPED] Line Number 3 - The user already exists.',
      '[FAILED] Line Number 4 - Invalid email address format.',
    ]);
    const many = Array.from({ length: 1_500 }, (_, at) => ({ line: at, result: 'failed' as const, reason: 'x' }));
    const full = withRows(once, many, 1_503);
    assert.deepEqual([full.log.length, full.failed], [1_000, 1_501]);
  });
});
