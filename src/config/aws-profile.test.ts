import assert from 'node:assert/strict';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { awsFiles, ProfileTaken, writeAwsProfile } from './aws-profile.ts';

const profile = {
  name: 'cenote',
  endpointUrl: 'http://localhost:9229',
  region: 'us-east-1',
  accessKeyId: 'AKIA',
  secretAccessKey: 'secret',
};

async function files() {
  const folder = await mkdtemp(join(tmpdir(), 'cenote-profile-'));
  return { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
}

test('a profile that holds other credentials is left alone, and nothing is written', async () => {
  const at = await files();
  const theirs = '[cenote]\naws_access_key_id = AKIATHEIRS\n';
  await writeFile(at.credentials, theirs);
  await assert.rejects(writeAwsProfile(profile, at), ProfileTaken);
  assert.equal(await readFile(at.credentials, 'utf8'), theirs);
  await assert.rejects(stat(at.config), { code: 'ENOENT' });
});

test('other profiles stay as they were', async () => {
  const at = await files();
  const theirs = '[default]\naws_access_key_id = AKIATHEIRS\n';
  await writeFile(at.credentials, theirs);
  await writeAwsProfile(profile, at);
  assert.equal(
    await readFile(at.credentials, 'utf8'),
    `${theirs}\n[cenote]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n`,
  );
  assert.equal(
    await readFile(at.config, 'utf8'),
    '[profile cenote]\nregion = us-east-1\nendpoint_url = http://localhost:9229\n',
  );
  assert.equal((await stat(at.config)).mode & 0o777, 0o600);
});

test('the same server’s profile is renewed, and another server’s only by force', async () => {
  const at = await files();
  await writeAwsProfile(profile, at);
  await writeAwsProfile({ ...profile, accessKeyId: 'AKIANEW' }, at);
  const other = { ...profile, endpointUrl: 'http://localhost:9300' };
  await assert.rejects(writeAwsProfile(other, at), ProfileTaken);
  await writeAwsProfile(other, at, true);
  assert.match(
    await readFile(at.config, 'utf8'),
    /^\[profile cenote\]\nregion = us-east-1\nendpoint_url = http:\/\/localhost:9300\n$/,
  );
  assert.match(await readFile(at.credentials, 'utf8'), /AKIA/);
});

test('the files are where AWS’s own variables say', () => {
  assert.deepEqual(awsFiles({ HOME: '/home/ada', AWS_CONFIG_FILE: '/etc/aws' }), {
    config: '/etc/aws',
    credentials: '/home/ada/.aws/credentials',
  });
});
