import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openWorld, type World } from '../../../test/support/world.ts';
import { importUploadFront } from './import-upload.ts';

const CloudWatchLogsRoleArn = 'arn:aws:iam::123456789012:role/logs';

async function withJob(world: World) {
  const { poolId } = await world.pool();
  const { UserImportJob } = await world.run('CreateUserImportJob', {
    ...{ UserPoolId: poolId, JobName: 'first', CloudWatchLogsRoleArn },
  });
  const file = () => world.store.importJobs.file(poolId, UserImportJob!.JobId!);
  return { url: UserImportJob!.PreSignedUrl!, file, job: { UserPoolId: poolId, JobId: UserImportJob!.JobId! } };
}

const put = (world: World, url: string, body: string, headers: Record<string, string> = {}, largest = 1_000) =>
  importUploadFront(world.services, largest).request(url, {
    ...{ method: 'PUT', body },
    headers: { 'content-length': String(Buffer.byteLength(body)), ...headers },
  });

suite('the upload address of an import job', () => {
  test('takes nothing from whoever does not know its secret', async () => {
    await using world = await openWorld();
    const { url, file, job } = await withJob(world);
    const other = await withJob(world);
    const { origin } = new URL(url);
    const secret = new URL(url).searchParams.get('signature')!;
    const urls = [
      url.replace(/signature=.*/, ''),
      `${url}x`,
      url.slice(0, -1),
      `${origin}/_import/${other.job.UserPoolId}/${other.job.JobId}?signature=${secret}`,
      `${origin}/_import/${job.UserPoolId}/import-0?signature=${secret}`,
      `${origin}/_import/us-east-1_Nowhere00/${job.JobId}?signature=${secret}`,
    ];
    for (const wrong of urls) {
      for (const method of ['PUT', 'GET']) {
        const answer = await (method === 'PUT'
          ? put(world, wrong, 'x')
          : importUploadFront(world.services).request(wrong));
        assert.equal(answer.status, 403, wrong);
        assert.match(await answer.text(), /<Code>AccessDenied<\/Code>/);
      }
    }
    assert.equal(await file(), undefined);
    assert.equal(await other.file(), undefined);
  });

  test('takes nothing after a quarter of an hour, nor once the job is started or stopped', async () => {
    await using world = await openWorld();
    const late = await withJob(world);
    const stopped = await withJob(world);
    await world.run('StopUserImportJob', stopped.job);
    assert.equal((await put(world, stopped.url, 'x')).status, 403);
    const started = await withJob(world);
    await put(world, started.url, 'one');
    await world.run('StartUserImportJob', started.job);
    assert.equal((await put(world, started.url, 'two')).status, 403);
    assert.equal(Buffer.from((await started.file())!).toString(), 'one');
    world.clock.advance(15 * 60_000);
    assert.equal((await put(world, late.url, 'x')).status, 403);
    assert.equal(await late.file(), undefined);
  });

  test('takes no file that is too large, of unknown length, or not of the length announced', async () => {
    await using world = await openWorld();
    const { url, file } = await withJob(world);
    const cases = [
      [await put(world, url, 'x'.repeat(1_001)), 413, 'EntityTooLarge'],
      [await put(world, url, 'x', { 'content-length': '1e9' }), 413, 'EntityTooLarge'],
      [await put(world, url, 'x', { 'content-length': '-1' }), 413, 'EntityTooLarge'],
      [await put(world, url, 'x', { 'content-length': 'x' }), 413, 'EntityTooLarge'],
      [await put(world, url, 'abc', { 'content-length': '2' }), 400, 'IncompleteBody'],
      [await put(world, url, 'abc', { 'content-length': '4' }), 400, 'IncompleteBody'],
      [await importUploadFront(world.services).request(url, { method: 'PUT', body: 'x' }), 411, 'MissingContentLength'],
    ] as const;
    for (const [answer, status, code] of cases) {
      assert.equal(answer.status, status);
      assert.match(await answer.text(), new RegExp(`<Code>${code}</Code>`));
    }
    assert.equal(await file(), undefined);
  });

  test('takes a file, and another in its place', async () => {
    await using world = await openWorld();
    const { url, file } = await withJob(world);
    assert.equal((await put(world, url, 'first', { 'x-amz-server-side-encryption': 'aws:kms' })).status, 200);
    assert.equal((await put(world, url, 'second ü')).status, 200);
    assert.equal(Buffer.from((await file())!).toString(), 'second ü');
    const answer = await importUploadFront(world.services).request(url);
    assert.equal(await answer.text(), 'Created: 0 imported, 0 skipped, 0 failed\n');
  });

  test('knows no other way to be asked', async () => {
    await using world = await openWorld();
    const { url } = await withJob(world);
    assert.equal((await put(world, url.replace('/import-', '/%00import-'), 'x')).status, 404);
    for (const method of ['POST', 'DELETE']) {
      assert.equal((await importUploadFront(world.services).request(url, { method })).status, 404);
    }
  });
});
