import assert from 'node:assert/strict';
import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { credentialsPath, readRootCredentials, writeRootCredentials } from './credentials-file.ts';

const folder = () => mkdtemp(join(tmpdir(), 'cenote-credentials-'));
const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'abc/def+ghi=' };

test('a folder without a key says so, and a file that makes no sense is not taken for none', async () => {
  const data = await folder();
  assert.equal(await readRootCredentials(data), undefined);
  await writeFile(credentialsPath(data), '[cenote]\naws_access_key_id = AKIA\n');
  await assert.rejects(readRootCredentials(data), /aws_secret_access_key/);
});

test('the key is read back as it was written, in a file only its owner may read', async () => {
  const data = join(await folder(), 'made', 'on the way');
  await writeRootCredentials(data, { ...root, accessKeyId: 'AKIAEARLIER' });
  await writeRootCredentials(data, root);
  assert.deepEqual(await readRootCredentials(data), root);
  assert.equal((await stat(credentialsPath(data))).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(data), ['credentials']);
});
