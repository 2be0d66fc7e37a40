import { createServer, type Socket } from 'node:net';
import { openDatabase } from '#adapters/database/open.ts';
import pg from 'pg';
import { startPostgres } from './postgres-server.ts';

// Keeps one PostgreSQL for all test processes that run at the same time. Each holds a connection to this process for as
// long as it needs the server; when the last one is gone, however it ended, the server goes too.

const lingering = 2_000;
const template = 'cenote_template';
const users = new Set<Socket>();
let last: NodeJS.Timeout | undefined;

const door = createServer((user) => {
  users.add(user);
  clearTimeout(last);
  user.on('error', () => undefined);
  user.on('close', () => {
    users.delete(user);
    leaveWhenUnused();
  });
  user.write('cenote-postgres\n');
  void ready.then((url) => user.write(`${url}\n`));
});
// Whoever comes second finds the port taken and leaves; the tests then meet the first.
door.on('error', () => process.exit(0));
const { promise: ready, resolve: isReady } = Promise.withResolvers<string>();
door.listen(Number(process.argv[2]), '127.0.0.1', () => void serve());

const server = Promise.withResolvers<Awaited<ReturnType<typeof startPostgres>>>();

async function serve(): Promise<void> {
  const started = await startPostgres();
  server.resolve(started);
  const client = new pg.Client({ connectionString: started.url('postgres') });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  // Copying a database that is already migrated is far quicker than migrating every new one.
  await (await openDatabase({ url: started.url(template) })).close();
  isReady(started.url('postgres'));
  leaveWhenUnused();
}

function leaveWhenUnused(): void {
  clearTimeout(last);
  if (users.size > 0) return;
  last = setTimeout(() => void leave(), lingering);
}

async function leave(): Promise<void> {
  door.close();
  await (await server.promise)[Symbol.asyncDispose]();
  process.exit(0);
}
