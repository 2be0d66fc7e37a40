import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../support/postgres-server.ts';
import { startCenote, temporaryFolder } from './support/cenote.ts';
import { clientOf, Refused, type Client } from './support/client.ts';
import { contradictionsIn, inspect } from './support/inspect.ts';
import { makePlace, signUpOf, type Place } from './support/place.ts';

const restarts = 3;
const writers = 6;

/** Signs people up one after the other until told to stop, and goes on after every refusal. */
function crowd(client: Client, place: Place) {
  const acknowledged: string[] = [];
  const refusals: Refused[] = [];
  let enough = false;
  let count = 0;
  const write = async () => {
    while (!enough) {
      const name = `user-${count++}@example.com`;
      try {
        await client.call('SignUp', signUpOf(place, name));
        acknowledged.push(name);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refusals.push(error);
        await pause(20); // nobody hammers a service that is down
      }
    }
  };
  const done = Promise.all(Array.from({ length: writers }, write));
  done.catch(() => undefined); // whoever awaits `stop` is told
  return {
    acknowledged,
    refusals,
    stop() {
      enough = true;
      return done;
    },
  };
}

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await pause(20);
};

/** Ends every process of the server at once, as a crash would. Only a superuser may read the file. */
async function crash(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  client.on('error', () => undefined);
  const { rows } = await client.query<{ text: string }>(`select pg_read_file('postmaster.pid') as text`);
  process.kill(Number(rows[0]?.text.split('\n')[0]), 'SIGQUIT');
  await new Promise((resolve) => client.once('end', resolve));
}

test('PostgreSQL that stops, crashes and comes back under load is found again without a restart', async () => {
  await using folder = await temporaryFolder();
  await using postgres = await startPostgres(['-c', 'fsync=on', '-c', 'synchronous_commit=on']);
  const url = postgres.url('postgres');
  await using server = await startCenote({ data: folder.path, settings: { CENOTE_DATABASE_URL: url } });
  const client = await clientOf(server.port, folder.path);
  const place = await makePlace(client);
  const people = crowd(client, place);
  try {
    for (let restart = 1; restart <= restarts; restart++) {
      const written = people.acknowledged.length;
      await until(() => people.acknowledged.length > written + writers);
      const refused = people.refusals.length;
      if (restart === restarts) await crash(url);
      await postgres.stop();
      await until(() => people.refusals.length > refused + writers);
      assert.equal((await client.get('/readyz')).status, 503);
      assert.equal((await client.get('/healthz')).status, 200);
      await postgres.start();
      await until(async () => (await client.get('/readyz')).status === 200);
    }
    const written = people.acknowledged.length;
    await until(() => people.acknowledged.length > written + writers);
  } finally {
    await people.stop();
  }
  for (const { status, code } of people.refusals) assert.deepEqual([status, code], [500, 'InternalErrorException']);
  assert.match(server.log(), /The database cannot be used: the server cannot be reached/);

  await using inspector = await inspect(folder.path, url);
  const stored = new Set((await inspector.rows('select email from users')).map(({ email }) => email));
  assert.deepEqual(
    people.acknowledged.filter((name) => !stored.has(name)),
    [],
  );
  assert.deepEqual(await contradictionsIn(inspector), []);
  client.close();
});
