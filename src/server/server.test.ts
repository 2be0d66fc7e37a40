import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { run } from '#cli/run.ts';
import { systemClock } from '#adapters/clock.ts';
import { command } from '#adapters/database/statement.ts';
import { configOf } from '#config/config.ts';
import { readRootCredentials } from '#config/credentials-file.ts';
import { diagnose } from './diagnose.ts';
import { openExistingStore } from './existing-store.ts';
import { openConfiguredStore } from './open-store.ts';
import { rotateKeys } from './rotate-keys.ts';
import { startServer } from './start.ts';

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'cenote-server-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const configIn = (data: string, more: Parameters<typeof configOf>[0] = {}) =>
  configOf({ data, port: 0, logLevel: 'silent', ...more });

async function running(data: string, more: Parameters<typeof configOf>[0] = {}) {
  const server = await startServer(configIn(data, more));
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

async function sdk(endpoint: string, data: string) {
  const { accessKeyId, secretAccessKey } = (await readRootCredentials(data))!;
  return new CognitoIdentityProvider({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

suite('a server', () => {
  test('makes its key, its credentials and its database at the first start, for its owner only', async () => {
    await using data = await folder();
    await using server = await running(data.path);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    for (const file of ['master.key', 'credentials']) assert.equal(await mode(join(data.path, file)), '600', file);
  });

  test('keeps its root key over restarts, and writes the file again when it is lost', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const first = await readRootCredentials(data.path);
    await rm(join(data.path, 'credentials'));
    await (await startServer(configIn(data.path))).close();
    assert.deepEqual(await readRootCredentials(data.path), first);
  });

  test('does not start with another master key, nor with a damaged one', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const file = join(data.path, 'master.key');
    const good = await readFile(file, 'utf8');
    await writeFile(file, Buffer.alloc(32, 7).toString('base64'));
    await assert.rejects(startServer(configIn(data.path)), /master key does not fit/);
    await writeFile(file, 'oops');
    await assert.rejects(startServer(configIn(data.path)), /does not hold a master key/);
    await writeFile(file, good);
    await (await startServer(configIn(data.path))).close();
  });

  test('does not start when its master key is missing, says so, and makes no other in its place', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const file = join(data.path, 'master.key');
    const good = await readFile(file, 'utf8');
    await rm(file);
    await assert.rejects(
      startServer(configIn(data.path)),
      /The master key is missing: there is no .*master\.key.*Restore the file from your backup, or set CENOTE_MASTER_KEY/,
    );
    const problem = (await diagnose(configIn(data.path))).find(({ ok }) => !ok);
    assert.match(problem!.name, /master key/);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    await writeFile(file, good);
    await (await startServer(configIn(data.path))).close();
  });

  test('takes back a new master key that opens nothing', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const file = join(data.path, 'master.key');
    const good = createSecretKey(Buffer.from((await readFile(file, 'utf8')).trim(), 'base64'));
    await rm(file);
    const previousMasterKeys = [createSecretKey(Buffer.alloc(32, 7))];
    await assert.rejects(startServer({ ...configIn(data.path), previousMasterKeys }), /master key does not fit/);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    await (await startServer({ ...configIn(data.path), previousMasterKeys: [good] })).close();
    assert.ok(await readFile(file));
  });

  test('answers what is not there with 404 and other methods with 405', async () => {
    await using data = await folder();
    await using server = await running(data.path);
    assert.equal((await fetch(`${server.url}/nothing/here`)).status, 404);
    assert.equal((await fetch(server.url, { method: 'PUT' })).status, 405);
  });

  test('answers health checks that speak HTTP/1.0, and keeps its development helpers from what names no host', async () => {
    await using data = await folder();
    await using server = await running(data.path);
    const ask = async (path: string): Promise<string> => {
      const socket = connect(Number(new URL(server.url).port), 'localhost');
      socket.end(`GET ${path} HTTP/1.0\r\n\r\n`);
      let answer = '';
      for await (const piece of socket) answer += String(piece);
      return answer.split('\r\n')[0]!;
    };
    assert.match(await ask('/healthz'), / 200 /);
    assert.match(await ask('/_cenote/outbox'), / 403 /);
  });

  test('has no development helpers in production', async () => {
    await using data = await folder();
    await using server = await running(data.path, { mode: 'production', host: '127.0.0.1' });
    assert.equal((await fetch(`${server.url}/_cenote/outbox`)).status, 404);
    assert.equal((await fetch(`${server.url}/_cenote/clock`, { method: 'PUT', body: '{"advance":"1h"}' })).status, 404);
  });

  test('frees its port and finishes what is in flight when it is told to stop', async () => {
    await using data = await folder();
    const server = await startServer(configIn(data.path));
    const waiting = fetch(`${server.url}/_cenote/outbox?wait=1&to=nobody@example.com`);
    await pause(200);
    const closed = server.close();
    assert.equal((await waiting).status, 200);
    await closed;
    await assert.rejects(fetch(`${server.url}/readyz`));
  });
});

suite('cenote rotate-keys', () => {
  test('gives pools new keys which a running server publishes within a second, beside the old ones', async () => {
    await using data = await folder();
    await using server = await running(data.path);
    const { UserPool } = await (await sdk(server.url, data.path)).createUserPool({ PoolName: 'p' });
    const poolId = UserPool!.Id!;
    const keys = async () =>
      ((await (await fetch(`${server.url}/${poolId}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] })
        .keys;
    const before = await keys();
    const rotated = await rotateKeys(configIn(data.path), { what: 'signing', pools: [] });
    assert.deepEqual(
      rotated.map(({ name }) => name),
      [poolId],
    );
    await pause(1_000);
    const after = await keys();
    assert.equal(after.length, 4);
    for (const { kid } of before) assert.ok(after.some((key) => key.kid === kid));
  });

  test('names a pool that is not there', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const rotated = await rotateKeys(configIn(data.path), { what: 'signing', pools: ['us-east-1_AAAAAAAAA'] });
    assert.deepEqual(rotated, [{ name: 'us-east-1_AAAAAAAAA', detail: 'there is no such pool', done: false }]);
    const remarked: string[] = [];
    const exit = await run(['rotate-keys', '--data', data.path, '--pool', 'us-east-1_AAAAAAAAA'], {
      environment: {},
      folder: data.path,
      print: () => assert.fail('nothing was done'),
      remark: (line) => remarked.push(line),
    });
    assert.deepEqual([exit, remarked], [1, ['us-east-1_AAAAAAAAA  there is no such pool']]);
  });

  test('leaves the schema alone that an earlier version made', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    const { database } = await openConfiguredStore(configIn(data.path), { now: Date.now });
    await database.run(command("delete from migrations where name like '0003-%'"));
    await database.close();
    await assert.rejects(rotateKeys(configIn(data.path), { what: 'signing', pools: [] }), /an earlier version's/);
    assert.match((await diagnose(configIn(data.path)))[0]!.detail, /the next start brings its schema up to date/);
  });

  test('makes nothing where there is no server yet', async () => {
    await using data = await folder();
    for (const what of ['signing', 'master'] as const)
      await assert.rejects(
        rotateKeys(configIn(data.path), { what, pools: [] }),
        /There is no database at .*cenote\.db/,
      );
    assert.deepEqual(await readdir(data.path), []);
  });
});

suite('cenote doctor', () => {
  test('makes nothing before the first start, and finds everything well after it', async () => {
    await using data = await folder();
    const config = configIn(data.path);
    assert.deepEqual(
      (await diagnose(config)).map(({ ok }) => ok),
      [true],
    );
    await assert.rejects(stat(join(data.path, 'cenote.db')));
    await (await startServer(config)).close();
    assert.deepEqual(
      (await diagnose(config)).map(({ ok }) => ok),
      [true, true, true],
    );
  });

  test('does not take a database that it cannot see for one that is still to come', async () => {
    await using data = await folder();
    await symlink('cenote.db', join(data.path, 'cenote.db'));
    const [problem, ...others] = await diagnose(configIn(data.path));
    assert.equal(problem?.ok, false);
    assert.match(problem!.detail, /^ELOOP: /);
    assert.deepEqual(others, []);
    await assert.rejects(openExistingStore(configIn(data.path), systemClock), { code: 'ELOOP' });
  });

  test('brings no schema up to date', async () => {
    await using data = await folder();
    await writeFile(join(data.path, 'cenote.db'), '');
    for (const time of ['first', 'second']) {
      const [empty, ...others] = await diagnose(configIn(data.path));
      assert.match(empty!.detail, /is empty: the first start makes its tables/, time);
      assert.deepEqual(others, []);
    }
    await assert.rejects(stat(join(data.path, 'master.key')));
  });

  test('says that the master key is missing, and makes none', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    await rm(join(data.path, 'master.key'));
    const [, problem] = await diagnose(configIn(data.path));
    assert.equal(problem?.ok, false);
    assert.match(problem!.detail, /^there is none in /);
    await assert.rejects(stat(join(data.path, 'master.key')));
  });

  test('says that a master key does not fit', async () => {
    await using data = await folder();
    await (await startServer(configIn(data.path))).close();
    await writeFile(join(data.path, 'master.key'), Buffer.alloc(32, 7).toString('base64'));
    const [problem] = await diagnose(configIn(data.path));
    assert.equal(problem?.ok, false);
    assert.match(problem!.detail, /master key does not fit/);
  });
});
