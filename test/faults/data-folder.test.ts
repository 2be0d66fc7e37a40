import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { startAndKill, startCenote, startInVain, temporaryFolder } from './support/cenote.ts';

const randomKills = 4;

const newKey = () => randomBytes(32).toString('base64');

/** A data folder that a server has used and left. */
async function usedFolder(settings: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  await using server = await startCenote({ data, settings });
  await server.end('SIGTERM');
  return { data, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

suite('the data folder', { concurrency: true }, () => {
  test('with another master key is refused, and neither key nor contents are shown', async () => {
    await using folder = await usedFolder();
    const key = newKey();
    await writeFile(join(folder.data, 'master.key'), `${key}\n`);
    const { code, said } = await startInVain({ data: folder.data });
    assert.equal(code, 1);
    assert.match(said, /master key/i);
    assert.ok(!said.includes(key));
  });

  test('with a master key that is none is refused by its name', async () => {
    await using folder = await usedFolder();
    await writeFile(join(folder.data, 'master.key'), 'not a key\n');
    const { code, said } = await startInVain({ data: folder.data });
    assert.equal(code, 1);
    assert.match(said, /master\.key does not hold a master key/);
    assert.doesNotMatch(said, /not a key/);
  });

  test('without its master key is refused', async () => {
    await using folder = await usedFolder();
    await rm(join(folder.data, 'master.key'));
    const { code, said } = await startInVain({ data: folder.data });
    assert.equal(code, 1);
    assert.match(said, /master key/i);
  });

  test('whose key comes from the environment does not open with another', async () => {
    const CENOTE_MASTER_KEY = newKey();
    await using folder = await usedFolder({ CENOTE_MASTER_KEY });
    const other = newKey();
    const { code, said } = await startInVain({ data: folder.data, settings: { CENOTE_MASTER_KEY: other } });
    assert.equal(code, 1);
    assert.match(said, /master key/i);
    assert.ok(!said.includes(other));
    await using again = await startCenote({ data: folder.data, settings: { CENOTE_MASTER_KEY } });
    assert.ok(again.port > 0);
  });

  test('that a newer version has written is refused and left as it is', async () => {
    await using folder = await usedFolder();
    const file = join(folder.data, 'cenote.db');
    {
      using database = new DatabaseSync(file);
      database.exec(`insert into migrations (name, applied_at) values ('9999-from-the-future', 0)`);
    }
    const { code, said } = await startInVain({ data: folder.data });
    assert.equal(code, 1);
    assert.match(said, /newer version of Cenote.*9999-from-the-future/);
    {
      using database = new DatabaseSync(file);
      database.exec(`delete from migrations where name = '9999-from-the-future'`);
    }
    await using again = await startCenote({ data: folder.data });
    assert.ok(again.port > 0);
  });

  test('whose database is no database is refused in words', async () => {
    await using folder = await usedFolder();
    const file = join(folder.data, 'cenote.db');
    for (const name of await readdir(folder.data)) if (name.startsWith('cenote.db-')) await rm(join(folder.data, name));
    await writeFile(file, randomBytes(8_192));
    const { code, said } = await startInVain({ data: folder.data });
    assert.equal(code, 1);
    assert.match(said, /not a SQLite database/);
  });

  for (const made of ['master.key', 'cenote.db', 'cenote.db-wal', 'credentials']) {
    test(`of a first start that was killed after it had made ${made} is one that the next start uses`, async () => {
      await using folder = await temporaryFolder();
      const data = join(folder.path, 'data');
      await startAndKill({ data }, () => existsSync(join(data, made)));
      await using server = await startCenote({ data });
      assert.equal(server.log(), '');
    });
  }

  test('of a first start that was killed at any moment is one that the next start uses', async () => {
    for (let kill = 0; kill < randomKills; kill++) {
      await using folder = await temporaryFolder();
      const at = performance.now() + randomInt(50, 800);
      await startAndKill({ data: folder.path }, () => performance.now() > at);
      await using server = await startCenote({ data: folder.path });
      assert.equal(server.log(), '');
    }
  });

  test('lets nobody else read it or anything in it', { skip: process.platform === 'win32' }, async () => {
    await using folder = await temporaryFolder();
    const data = join(folder.path, 'data');
    await using server = await startCenote({ data });
    assert.ok(server.port > 0);
    assert.equal(await modeOf(data), '700');
    const files = (await readdir(data)).toSorted();
    assert.deepEqual(files, ['cenote.db', 'cenote.db-shm', 'cenote.db-wal', 'credentials', 'master.key']);
    for (const file of files) assert.equal(await modeOf(join(data, file)), '600', file);
  });
});
