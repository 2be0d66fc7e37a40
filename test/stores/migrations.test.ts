import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { migrate, schemaState } from '#adapters/database/migrate.ts';
import { migrations } from '#adapters/database/migrations/list.ts';
import type { Migration } from '#adapters/database/migrations/migration.ts';
import { openDatabase } from '#adapters/database/open.ts';
import { command } from '#adapters/database/statement.ts';
import { engines } from '../support/engines.ts';
import { atOnce } from '../support/records.ts';

const made = (name: string, ...statements: string[]): Migration => ({ name, statements: () => statements });
const names = command('select name from migrations order by name', true);

for (const [engine, open] of Object.entries(engines)) {
  suite(`migrations on ${engine}`, () => {
    test('a database that a newer version wrote is refused, with its migration named', async () => {
      await using db = await open();
      await migrate(db.database, [...migrations, made('9999-later', 'create table later (id integer)')]);
      await assert.rejects(openDatabase(db.options), { name: 'DatabaseTooNew', message: /9999-later/ });
      await assert.rejects(migrate(db.database), { name: 'DatabaseTooNew' });
    });

    test('a migration that fails leaves nothing of itself, nor of those with it', async () => {
      await using db = await open();
      const good = made('9001-good', 'create table good (id integer)');
      const bad = made('9002-bad', 'create table bad (id integer)', 'create nonsense');
      await assert.rejects(migrate(db.database, [...migrations, good, bad]));
      await assert.rejects(db.database.all(command('select * from good', true)));
      assert.deepEqual(
        (await db.database.all(names)).map(({ name }) => name),
        migrations.map(({ name }) => name),
      );
      await migrate(db.database, [...migrations, good]);
    });

    test('how far a schema is can be told without changing it', async () => {
      await using db = await open();
      assert.equal(await schemaState(db.database), 'current');
      const last = migrations.at(-1)!.name;
      await db.database.run(command(`delete from migrations where name = '${last}'`));
      assert.equal(await schemaState(db.database), 'old');
      assert.equal((await db.database.all(names)).length, migrations.length - 1);
      await db.database.run(command(`insert into migrations values ('9999-later', 0)`));
      await assert.rejects(schemaState(db.database), { name: 'DatabaseTooNew' });
      await db.database.run(command('drop table migrations'));
      assert.equal(await schemaState(db.database), 'empty');
      await assert.rejects(db.database.all(names));
    });

    test('processes that start together migrate once', async () => {
      await using db = await open();
      const others = [db, await db.another(), await db.another(), await db.another()];
      const next = made('9001-next', 'create table next_one (id integer)');
      const results = await atOnce(8, (index) => migrate(others[index % 4]!.database, [...migrations, next]));
      assert.deepEqual(
        results.filter(({ status }) => status === 'rejected'),
        [],
      );
      assert.equal((await db.database.all(names)).filter(({ name }) => name === '9001-next').length, 1);
    });
  });
}

test('on PostgreSQL a migration may take as long as it needs', async () => {
  await using db = await engines.postgres();
  const settings = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
  const noted = settings.map((name) => `current_setting('${name}')`).join(" || ' ' || ");
  await migrate(db.database, [...migrations, made('9001-note', `create table noted as select ${noted} as limits`)]);
  const [row] = await db.database.all(command('select limits from noted', true));
  assert.equal(row?.['limits'], '0 0 0');
});

test('migrations are listed in the order of their names, each once', () => {
  const listed = migrations.map(({ name }) => name);
  assert.deepEqual(listed, [...new Set(listed)].toSorted());
  for (const name of listed) assert.match(name, /^\d{4}-[a-z0-9-]+$/);
});
