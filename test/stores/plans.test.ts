import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectionOver, type Connection, type Transport } from '#adapters/database/connection.ts';
import { command, type Engine, type Prepared, type Value } from '#adapters/database/statement.ts';
import { openStore } from '#adapters/store/store.ts';
import type { UserFilter } from '#domain/users/user-filter.ts';
import { engines, type OpenedEngine } from '../support/engines.ts';
import { aUser, poolId, start } from '../support/records.ts';

/** A store that notes every statement it would run, so that its plan can be asked for. */
function noting(db: OpenedEngine, noted: { prepared: Prepared; values: Value[] }[]) {
  const transport: Transport = {
    async execute(prepared, values) {
      noted.push({ prepared, values });
      return { rows: [], changes: 1 };
    },
    atomic: (work) => work(transport),
  };
  const database = { ...connectionOver(db.database.engine, transport), close: () => Promise.resolve() };
  return openStore(database, db.secrets);
}

let plans = 0;
const explain: Record<Engine, (connection: Connection, prepared: Prepared, values: Value[]) => Promise<string>> = {
  async sqlite(connection, prepared, values) {
    const rows = await connection.all(command(`explain query plan ${prepared.sql}`, true), ...values);
    return rows.map((row) => row['detail']).join('\n');
  },
  // The plan that a prepared statement settles on, for any values.
  async postgres(connection, prepared, values) {
    const name = `plan_${plans++}`;
    const literals = values.map((value) => (typeof value === 'number' ? String(value) : `'${String(value)}'`)).join();
    return connection.atomic(async (inside) => {
      await inside.run(command('set local plan_cache_mode = force_generic_plan'));
      await inside.run(command(`prepare ${name} as ${prepared.sql}`));
      const rows = await inside.all(command(`explain execute ${name}${literals && `(${literals})`}`, true));
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  },
};

const filters: readonly [UserFilter['attribute'], index: RegExp][] = [
  ['username', /users_by_username\b/],
  ['email', /users_by_email\b/],
  ['phone_number', /users_by_phone_number\b/],
  ['name', /users_by_name\b/],
  ['given_name', /users_by_given_name\b/],
  ['family_name', /users_by_family_name\b/],
  ['preferred_username', /users_by_preferred_username\b/],
  ['cognito:user_status', /users_by_status\b/],
  ['status', /users_by_enabled\b/],
  ['sub', /users_pkey|sqlite_autoindex_users_1/],
];

for (const [engine, open] of Object.entries(engines)) {
  suite(`plans on ${engine}`, () => {
    for (const statistics of ['without statistics', 'with statistics']) {
      test(`every list of users is one range of its index, in its order, ${statistics}`, async () => {
        await using db = await open();
        if (statistics === 'with statistics') {
          await db.store.write(async ({ users }) => {
            for (let index = 0; index < 3_000; index++) {
              const attributes = Object.fromEntries(filters.map(([attribute]) => [attribute, `${attribute}-${index}`]));
              await users.insert(aUser({ attributes }), `user-${index}`, []);
            }
          });
          await db.database.run(command('analyze'));
        }
        for (const [attribute, index] of filters) {
          for (const match of ['equals', 'startsWith'] as const) {
            const noted: { prepared: Prepared; values: Value[] }[] = [];
            const value = attribute === 'status' ? 'Enabled' : 'A';
            await noting(db, noted).users.list(poolId, { attribute, match, value }, [value + value, `${value}x`], 10);
            // SQLite seeks one lower bound and would read on to a second.
            assert.equal(noted[0]!.prepared.sql.match(/>=?/g)?.length, 1);
            const plan = await explain[engine as Engine](db.database, noted[0]!.prepared, noted[0]!.values);
            assert.match(plan, index, `${attribute} ${match}`);
            assert.doesNotMatch(plan, /sort|temp b-tree|seq scan|^SCAN|filter:/im, `${attribute} ${match}`);
          }
        }
      });
    }

    test('every hot read is a look-up by an index', async () => {
      await using db = await open();
      const noted: { prepared: Prepared; values: Value[] }[] = [];
      const { users, sessions, groups, once, clients, pools, identities } = noting(db, noted);
      await users.findBySub(poolId, 'x');
      await users.findByUsername(poolId, 'x');
      await users.findByAlias(poolId, { kind: 'email', value: 'x' });
      await sessions.exists(poolId, 'x');
      await sessions.deleteOfUser(poolId, 'x');
      await groups.allOf(poolId, 'x');
      await groups.members(poolId, 'x', undefined, 10);
      await once.isUsed('x');
      await clients.find('x');
      await clients.list(poolId, undefined, 10);
      await pools.list('us-east-1', undefined, 10);
      await identities.withLogin({ provider: 'accounts.google.com', subject: 'x' }, 10);
      await identities.withSubject('x', 10);
      await identities.ownerOf(poolId, { provider: 'accounts.google.com', subject: 'x' });
      await identities.developerOwnerOf(poolId, 'x');
      await identities.developerIds(poolId, 'x', undefined, 10);
      assert.equal(noted.length, 16);
      // So few rows that PostgreSQL would rather read them all, if it could.
      const forbid = engine === 'postgres' ? ['set enable_seqscan = off', 'set enable_sort = off'] : [];
      for (const { prepared, values } of noted) {
        const plan = await db.database.atomic(async (inside) => {
          for (const sql of forbid) await inside.run(command(sql.replace('set', 'set local')));
          return explain[engine as Engine](inside, prepared, values);
        });
        assert.doesNotMatch(plan, /sort|temp b-tree|seq scan|^SCAN/im, prepared.sql);
      }
    });

    test('an identity is found with all that belongs to it by the index of each', async () => {
      await using db = await open();
      const noted: { prepared: Prepared; values: Value[] }[] = [];
      await noting(db, noted).identities.find('x');
      const [{ prepared, values }] = noted as [(typeof noted)[0]];
      const plan = await db.database.atomic(async (inside) => {
        if (engine === 'postgres') await inside.run(command('set local enable_seqscan = off'));
        return explain[engine as Engine](inside, prepared, values);
      });
      for (const index of ['identities_by_id', 'identity_logins_by_identity', 'developer_ids_by_identity']) {
        assert.ok(plan.includes(index), plan);
      }
      assert.doesNotMatch(plan, /seq scan|^SCAN/im);
    });

    test('sweeping finds what has expired by an index', async () => {
      await using db = await open();
      const noted: { prepared: Prepared; values: Value[] }[] = [];
      await noting(db, noted).sweep(start);
      for (const { prepared, values } of noted.filter(({ prepared: { sql } }) =>
        /expires_at|last_failed_at/.test(sql),
      )) {
        const plan = await db.database.atomic(async (inside) => {
          if (engine === 'postgres') await inside.run(command('set local enable_seqscan = off'));
          return explain[engine as Engine](inside, prepared, values);
        });
        assert.match(plan, /by_expiry|by_time/, prepared.sql);
      }
    });
  });
}
