import assert from 'node:assert/strict';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { configOf } from '#config/config.ts';
import { localChecks, nodeCheck } from './local-checks.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'cenote-doctor-'));

async function failedIn(data: string, now = Date.now()) {
  return (await localChecks(configOf({ data }), now)).filter(({ ok }) => !ok).map(({ name }) => name);
}

test('a Node that is too old is told apart from one that is new enough', () => {
  for (const version of ['20.20.2', '24.14.9', '23.11.0']) assert.equal(nodeCheck(version).ok, false, version);
  for (const version of ['24.15.0', '26.10.0']) assert.equal(nodeCheck(version).ok, true, version);
});

test('a clock behind the data, or before this program was made, is found', async () => {
  const data = await newFolder();
  assert.deepEqual(await failedIn(data, 0), ['clock']);
  await writeFile(join(data, 'cenote.db'), '', { mode: 0o600 });
  assert.deepEqual(await failedIn(data, Date.now() - 3_600_000), ['clock']);
});

test('a file in place of the data folder is found', async () => {
  const data = join(await newFolder(), 'file');
  await writeFile(data, '');
  assert.deepEqual(await failedIn(data), ['data folder']);
});

test(
  'keys that others may read are found',
  { skip: process.platform === 'win32' && 'no permission bits' },
  async () => {
    const data = await newFolder();
    for (const name of ['master.key', 'credentials']) {
      await writeFile(join(data, name), '');
      await chmod(join(data, name), 0o640);
    }
    assert.deepEqual(await failedIn(data), ['master.key', 'credentials']);
  },
);

test('certificate files that are missing are found', async () => {
  const config = configOf({ data: await newFolder(), tls: { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' } });
  const failed = (await localChecks(config, Date.now())).filter(({ ok }) => !ok);
  assert.deepEqual(
    failed.map(({ name }) => name),
    ['TLS cert', 'TLS key'],
  );
});

test('a folder that is yet to be made is fine, and so is one in order', async () => {
  assert.deepEqual(await failedIn(join(await newFolder(), 'a', 'b')), []);
  assert.deepEqual(await failedIn(await newFolder()), []);
});
