import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { configOf } from '#config/config.ts';
import { masterKeys } from './master-key.ts';

test('servers that start together in a new folder agree on one master key', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cenote-key-'));
  try {
    const data = join(folder, 'data');
    const config = configOf({ data });
    const all = await Promise.all(Array.from({ length: 20 }, () => masterKeys(config, false)));
    const keys = new Set(all.map(({ current }) => current.export().toString('base64')));
    assert.deepEqual([...keys], [(await readFile(join(data, 'master.key'), 'utf8')).trim()]);
    assert.deepEqual(await readdir(data), ['master.key']);
    assert.equal((await stat(join(data, 'master.key'))).mode & 0o777, 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
});
