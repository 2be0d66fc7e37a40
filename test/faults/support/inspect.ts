import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

type Row = Record<string, unknown>;

/** Reads the database past the server, each query from one consistent state. */
export interface Inspector extends AsyncDisposable {
  readonly engine: 'sqlite' | 'postgres';
  rows(sql: string): Promise<Row[]>;
}

/** @param data the data folder @param databaseUrl the PostgreSQL that is used instead of the file there */
export async function inspect(data: string, databaseUrl?: string): Promise<Inspector> {
  if (databaseUrl === undefined) {
    const database = new DatabaseSync(join(data, 'cenote.db'), { readOnly: true, timeout: 5_000 });
    return {
      engine: 'sqlite',
      rows: async (sql) => database.prepare(sql).all(),
      async [Symbol.asyncDispose]() {
        database.close();
      },
    };
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    engine: 'postgres',
    rows: async (sql) => (await client.query<Row>(sql)).rows,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** What must never be found in the database of a `Place`, each in one query, so that it holds while others write. */
const contradictions: Readonly<Record<string, string>> = {
  'a user without the alias it signs in by': `select u.sub from users u left join aliases a
    on a.pool_id = u.pool_id and a.sub = u.sub and a.kind = 'email' and a.value = u.email where a.sub is null`,
  'an alias without a user': `select a.value from aliases a left join users u
    on u.pool_id = a.pool_id and u.sub = a.sub where u.sub is null`,
  'an address that two users have': `select email from users group by pool_id, email having count(*) > 1`,
  'a session without a user': `select s.id from sessions s left join users u
    on u.pool_id = s.pool_id and u.sub = s.sub where u.sub is null`,
  'a code without a user': `select c.sub from codes c left join users u
    on u.pool_id = c.pool_id and u.sub = c.sub where u.sub is null`,
  'a code that was never sent': `select c.sub from codes c join users u on u.pool_id = c.pool_id and u.sub = c.sub
    left join messages m on m.pool_id = c.pool_id and m.username = u.username and m.created_at >= c.created_at
    where m.id is null`,
  'an unconfirmed user without a code': `select u.sub from users u left join codes c
    on c.pool_id = u.pool_id and c.sub = u.sub and c.purpose = 'signUp' where u.status = 'UNCONFIRMED' and c.sub is null`,
  'a confirmed user whose code still works': `select u.sub from users u join codes c
    on c.pool_id = u.pool_id and c.sub = u.sub and c.purpose = 'signUp' where u.status <> 'UNCONFIRMED'`,
  'a membership without a user': `select m.sub from group_members m left join users u
    on u.pool_id = m.pool_id and u.sub = m.sub where u.sub is null`,
  'a count that differs from the rows': `select p.id from pools p
    where (select coalesce(sum(c.users), 0) from user_counts c where c.pool_id = p.id)
       <> (select count(*) from users u where u.pool_id = p.id)`,
};

/** The contradictions that the database holds, by name. None is right. */
export async function contradictionsIn(inspector: Inspector): Promise<string[]> {
  const found: string[] = [];
  for (const [name, sql] of Object.entries(contradictions)) {
    const rows = await inspector.rows(sql);
    if (rows.length > 0) found.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  if (inspector.engine === 'sqlite') {
    const verdict = await inspector.rows('pragma integrity_check');
    if (verdict[0]?.['integrity_check'] !== 'ok') found.push(`a damaged file: ${JSON.stringify(verdict)}`);
  }
  return found;
}
