import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { suite, test } from 'node:test';
import { Refused } from './support/client.ts';
import { signInOf, signUpOf } from './support/place.ts';
import { serving } from './support/serving.ts';

/** Takes the file's write lock as another program would. */
function lock(data: string): Disposable {
  const database = new DatabaseSync(join(data, 'cenote.db'));
  database.exec('BEGIN EXCLUSIVE');
  return {
    [Symbol.dispose]() {
      database.close();
    },
  };
}

suite('another program that holds the lock of the SQLite file', { concurrency: true }, () => {
  test('for longer than writers wait gets them an error that the log explains, while reads go on', async () => {
    await using here = await serving();
    const { data, server, client, place } = here;
    {
      using _lock = lock(data);
      const writes = ['ada', 'eve', 'joe'].map((name) => client.call('SignUp', signUpOf(place, `${name}@example.com`)));
      let settled = false;
      const refusals = Promise.allSettled(writes).finally(() => (settled = true));
      while (!settled) {
        assert.equal((await client.get('/healthz')).status, 200);
        assert.equal((await client.get('/readyz')).status, 200);
        assert.deepEqual((await client.call('ListUsers', { UserPoolId: place.poolId })).Users, []);
        await pause(100);
      }
      for (const outcome of await refusals) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof Refused);
        assert.deepEqual([outcome.reason.status, outcome.reason.code], [500, 'InternalErrorException']);
      }
      assert.match(server.log(), /The database cannot be used: another process holds its lock/);
    }
    await client.call('SignUp', signUpOf(place, 'ada@example.com'));
  });

  test('for a moment delays writers and fails nobody', async () => {
    await using here = await serving();
    const { data, server, client, place } = here;
    const names = ['ada@example.com', 'eve@example.com', 'joe@example.com'];
    const answered: string[] = [];
    const held = lock(data);
    const writes = names.map(async (name) => {
      await client.call('SignUp', signUpOf(place, name));
      answered.push(name);
    });
    await pause(1_500);
    assert.deepEqual(answered, [], 'nothing is acknowledged that cannot be written');
    held[Symbol.dispose]();
    await Promise.all(writes);
    await assert.rejects(client.call('InitiateAuth', signInOf(place, names[0] ?? '')), {
      code: 'UserNotConfirmedException',
    });
    assert.equal(server.log(), '');
  });
});
