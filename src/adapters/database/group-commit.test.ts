import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { groupCommit, usualLimits, type Limits } from './group-commit.ts';
import { openSqlite } from './sqlite.ts';
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts';
import { command, type Prepared } from './statement.ts';

/** A file with one table, a writer on it, what the writer commanded, and a look at what is committed. */
function setUp(limits: Partial<Limits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cenote-group-'));
  const file = join(folder, 'test.db');
  const real = openSqliteConnection({ file, synchronous: 'full' }, 'write');
  real.command('create table things (id integer primary key) strict');
  const commands: string[] = [];
  let failing: readonly string[] = [];
  const connection: SqliteConnection = {
    ...real,
    command(sql) {
      commands.push(sql);
      if (failing.includes(sql)) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
      real.command(sql);
    },
  };
  const onlooker = new DatabaseSync(file, { readOnly: true });
  return {
    file,
    writer: groupCommit(connection, { ...usualLimits, ...limits }),
    commits: () => commands.filter((sql) => sql === 'COMMIT').length,
    failOn: (...sql: string[]) => void (failing = sql),
    committed: () =>
      onlooker
        .prepare('select id from things order by id')
        .all()
        .map((row) => row['id']),
    [Symbol.dispose]() {
      onlooker.close();
      real.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const add: Prepared = command('insert into things values (?)').on('sqlite');

suite('group commit', () => {
  test('a statement that fails among others takes nobody along', async () => {
    using db = setUp();
    const ids = [1, 2, 2, 3];
    const results = await Promise.allSettled(ids.map((id) => db.writer.execute(add, [id])));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(db.committed(), [1, 2, 3]);
    assert.equal(db.commits(), 1);
  });

  test('when the commit fails, everybody in it is told, nothing is written, and the next batch works', async () => {
    using db = setUp();
    db.failOn('COMMIT');
    const results = await Promise.allSettled([
      db.writer.execute(add, [1]),
      db.writer.atomic((inside) => inside.execute(add, [2])),
    ]);
    for (const result of results) {
      assert.equal(result.status, 'rejected');
      assert.match(String(result.status === 'rejected' && result.reason), /DatabaseUnavailable.*the disk is full/);
    }
    assert.deepEqual(db.committed(), []);
    db.failOn();
    await db.writer.execute(add, [3]);
    assert.deepEqual(db.committed(), [3]);
  });

  test('when a batch cannot even be undone, nobody waits for ever, and it is undone before the next', async () => {
    using db = setUp();
    db.failOn('COMMIT', 'ROLLBACK');
    await assert.rejects(db.writer.execute(add, [1]), /the disk is full/);
    await assert.rejects(db.writer.execute(add, [2]), /the disk is full/);
    await db.writer.idle();
    db.failOn();
    await db.writer.execute(add, [3]);
    assert.deepEqual(db.committed(), [3]);
  });

  test('nothing is acknowledged before it is committed', async () => {
    using db = setUp();
    await Promise.all(
      Array.from({ length: 200 }, async (_, id) => {
        await (id % 2 ? db.writer.execute(add, [id]) : db.writer.atomic((inside) => inside.execute(add, [id])));
        assert.ok(db.committed().includes(id));
      }),
    );
    assert.equal(db.committed().length, 200);
  });

  test('what arrives together shares a commit, and no commit is shared by more than the limit', async () => {
    using db = setUp({ jobs: 10, batch: 10_000 });
    await Promise.all(Array.from({ length: 25 }, (_, id) => db.writer.execute(add, [id])));
    assert.equal(db.commits(), 3);
    await db.writer.execute(add, [100]);
    assert.equal(db.commits(), 4);
  });

  test('a transaction that takes too long is undone, and those behind it go on', async () => {
    using db = setUp({ transaction: 20 });
    const stuck = db.writer.atomic(async (inside) => {
      await inside.execute(add, [1]);
      await new Promise(() => undefined);
    });
    const behind = db.writer.execute(add, [2]);
    await assert.rejects(stuck, /took longer than 20 ms/);
    await behind;
    assert.deepEqual(db.committed(), [2]);
  });

  test('another process’s lock is waited for without holding up the event loop, and named when it stays', async () => {
    using db = setUp({ lock: 200 });
    const other = new DatabaseSync(db.file);
    other.exec('begin immediate');
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await assert.rejects(db.writer.execute(add, [1]), {
      name: 'DatabaseUnavailable',
      message: /another process holds its lock/,
    });
    clearInterval(counting);
    assert.ok(turns > 3);
    setTimeout(() => other.exec('rollback'), 30);
    await db.writer.execute(add, [2]);
    assert.deepEqual(db.committed(), [2]);
    other.close();
  });
});

test('a full disk is named, loses nothing that was acknowledged, and writing goes on when there is room', async () => {
  using db = setUp();
  const database = openSqlite({ file: db.file, synchronous: 'full' });
  const fill = command('insert into filler values (zeroblob(20000))');
  await database.run(command('create table filler (content blob) strict'));
  // Stands for a disk without room: SQLite reports both by the same error.
  await database.all(command('pragma max_page_count = 30', true));
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => database.run(fill)));
  const written = results.filter(({ status }) => status === 'fulfilled').length;
  assert.ok(written < 12);
  for (const result of results)
    if (result.status === 'rejected') assert.match(String(result.reason), /DatabaseUnavailable.*the disk is full/);
  assert.deepEqual((await database.all(command('select count(*) as n from filler', true)))[0]?.['n'], written);
  await database.all(command('pragma max_page_count = 100000', true));
  await database.run(fill);
  await database.close();
});

test('closing waits for what is still to be written', async () => {
  using db = setUp();
  const database = openSqlite({ file: db.file, synchronous: 'full' });
  const writes = Array.from({ length: 100 }, (_, id) => database.run(command('insert into things values (?)'), id));
  await database.close();
  await Promise.all(writes);
  assert.equal(db.committed().length, 100);
});

test('a file that is no database, or lies where nothing can be written, is refused in plain words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cenote-bad-'));
  assert.throws(() => openSqlite({ file: join(folder, 'missing/x.db'), synchronous: 'full' }), {
    name: 'DatabaseUnavailable',
    message: /missing.x\.db cannot be opened/,
  });
  assert.throws(() => openSqlite({ file: import.meta.filename, synchronous: 'full' }), {
    name: 'DatabaseUnavailable',
    message: /not a SQLite database/,
  });
  rmSync(folder, { recursive: true });
});

test(
  'nobody but the owner can read the database, nor what is beside it',
  { skip: process.platform === 'win32' && 'no modes' },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'cenote-mode-'));
    const database = openSqliteConnection({ file: join(folder, 'test.db'), synchronous: 'full' }, 'write');
    database.command('create table things (id integer primary key) strict');
    for (const name of ['test.db', 'test.db-wal', 'test.db-shm']) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    }
    database.close();
    rmSync(folder, { recursive: true });
  },
);
