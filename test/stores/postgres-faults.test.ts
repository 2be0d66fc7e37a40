import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '#adapters/database/open.ts';
import { command, statement } from '#adapters/database/statement.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { engines } from '../support/engines.ts';

const isUsed = statement((db, id: string) => db.selectFrom('used_once').select('id').where('id', '=', id));
const use = statement((db, id: string) => db.insertInto('used_once').values({ id, expires_at: 1 }));

test('a server that is not there, or refuses, is named in plain words', async () => {
  await assert.rejects(openDatabase({ url: 'postgres://cenote:x@127.0.0.1:1/none' }), {
    name: 'DatabaseUnavailable',
    message: /cannot be reached/,
  });
  await using db = await engines.postgres();
  assert.ok('url' in db.options);
  const url = new URL(db.options.url);
  url.password = 'wrong';
  await assert.rejects(openDatabase({ url: url.href }), { name: 'DatabaseUnavailable', message: /refuses this user/ });
  url.password = 'cenote';
  url.pathname = '/none';
  await assert.rejects(openDatabase({ url: url.href }), {
    name: 'DatabaseUnavailable',
    message: /no database of that name/,
  });
});

test('a server that takes the connection and never answers fails within seconds', { timeout: 20_000 }, async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await assert.rejects(openDatabase({ url: `postgres://a:b@127.0.0.1:${port}/c` }), { name: 'DatabaseUnavailable' });
  silent.close();
});

test('a restarted server is used again without a restart, and nothing that was acknowledged is lost', async () => {
  await using server = await startPostgres(['-c', 'fsync=on']);
  const database = await openDatabase({ url: server.url('postgres'), connections: 5 });
  const acknowledged: string[] = [];
  let going = true;
  const refused = new Set<string>();
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let index = 0; going; index++) {
      const id = `${client}-${index}`;
      try {
        await (index % 2 ? database.run(use, id) : database.atomic((inside) => inside.run(use, id)));
        acknowledged.push(id);
      } catch (error) {
        refused.add((error as Error).name);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  });
  const until = async (enough: () => boolean) => {
    while (!enough()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await until(() => acknowledged.length > 100);
  await server.stop();
  await until(() => refused.size > 0);
  const before = acknowledged.length;
  await server.start();
  await until(() => acknowledged.length > before + 100);
  going = false;
  await Promise.all(clients);
  for (const id of acknowledged) assert.ok(await database.first(isUsed, id), id);
  assert.deepEqual([...refused], ['DatabaseUnavailable']);
  await database.close();
});

test('a transaction that is held too long is undone by the server, and the connection is replaced', async () => {
  await using db = await engines.postgres();
  const { database } = db;
  const stuck = database.atomic(async (inside) => {
    await inside.run(command("set local idle_in_transaction_session_timeout = '50ms'"));
    await inside.run(use, 'stuck');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await inside.run(use, 'late');
  });
  await assert.rejects(stuck, { name: 'DatabaseUnavailable' });
  assert.equal(await database.first(isUsed, 'stuck'), undefined);
  assert.equal(await database.run(use, 'next'), 1);
});
