import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { command } from '#adapters/database/statement.ts';
import { engines } from '../support/engines.ts';
import { aUser, poolId } from '../support/records.ts';
import { Refused } from './support/client.ts';
import { contradictionsIn, inspect } from './support/inspect.ts';
import { signUpOf } from './support/place.ts';
import { serving } from './support/serving.ts';

const run = promisify(execFile);

/** Whether the limits of a running process can be changed: a disk that is full for one process alone. */
const canLimit = (): boolean => {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** From now on no file of the process may grow beyond this many bytes. */
const limitFiles = (pid: number, bytes: number | 'unlimited') =>
  run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);

suite('no space left for the SQLite file', () => {
  test(
    'refuses writes with an error that the log explains, loses nothing acknowledged, reads on, and recovers by itself',
    {
      skip: !canLimit() && 'there is no prlimit here',
    },
    async () => {
      await using here = await serving();
      const { data, server, client, place } = here;
      const acknowledged: string[] = [];
      const refusals: Refused[] = [];
      const signUp = async (index: number) => {
        const name = `user-${index}@example.com`;
        try {
          await client.call('SignUp', signUpOf(place, name));
          acknowledged.push(name);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refusals.push(error);
        }
      };
      const names = async () => {
        const { Users = [] } = await client.call('ListUsers', { UserPoolId: place.poolId });
        return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value ?? '').toSorted();
      };

      const { size } = await stat(join(data, 'cenote.db-wal'));
      await limitFiles(server.pid, size + 300_000);
      for (let index = 0; refusals.length < 12; index += 4) {
        await Promise.all([0, 1, 2, 3].map((next) => signUp(index + next)));
      }
      assert.ok(acknowledged.length > 0);
      for (const { status, code } of refusals) assert.deepEqual([status, code], [500, 'InternalErrorException']);
      assert.match(
        server.log(),
        /The database cannot be used: (?:the disk is full|reading or writing the file failed)/,
      );
      assert.deepEqual(await names(), acknowledged.toSorted());
      assert.equal((await client.get('/readyz')).status, 200);

      await limitFiles(server.pid, 'unlimited');
      refusals.length = 0;
      await Promise.all([1_000, 1_001, 1_002].map(signUp));
      assert.deepEqual(refusals, []);
      assert.deepEqual(await names(), acknowledged.toSorted());
      await using inspector = await inspect(data);
      assert.deepEqual(await contradictionsIn(inspector), []);
    },
  );

  test('fails every write of the batch that did not fit, in words that name the disk', async () => {
    await using db = await engines.sqlite({ synchronous: 'full' });
    const pages = async (sql: string) =>
      Object.values((await db.database.all(command(sql, true)))[0] ?? {})[0] as number;
    await db.store.users.insert(aUser({ username: 'first' }), 'first', []);
    const now = await pages('PRAGMA page_count');
    assert.equal(await pages(`PRAGMA max_page_count = ${now}`), now);
    const bulky = (index: number) =>
      aUser({ username: `user-${index}`, attributes: { name: 'x'.repeat(2_000), 'custom:note': 'y'.repeat(2_000) } });
    const users = Array.from({ length: 40 }, (_, index) => bulky(index));
    const outcomes = await Promise.allSettled(users.map((user) => db.store.users.insert(user, user.username, [])));

    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.ok(failed.length > 0);
    for (const { reason } of failed) assert.match(String(reason), /The database cannot be used: the disk is full/);
    const stored = async (index: number) =>
      (await db.store.users.findByUsername(poolId, `user-${index}`)) !== undefined;
    for (const [index, { status }] of outcomes.entries()) assert.equal(await stored(index), status === 'fulfilled');

    await pages('PRAGMA max_page_count = 100000');
    await db.store.users.insert(aUser({ username: 'last' }), 'last', []);
  });
});
