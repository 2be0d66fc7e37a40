import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { command } from '#adapters/database/statement.ts';
import { openStore } from '#adapters/store/store.ts';
import { engines } from '../support/engines.ts';
import { aClient, aMessage, aUser, poolId, start } from '../support/records.ts';

const root = { kind: 'root', arn: 'arn:aws:iam::0:root', accountId: '0', accessKeyId: 'AKIA1' } as const;
const accessKey = {
  accessKeyId: 'AKIA1',
  secret: 'plain-access-secret',
  principal: root,
  active: true,
  createdAt: start,
  lastUsed: undefined,
};
const signingKey = {
  poolId,
  kid: 'k1',
  use: 'id',
  privateKey: new TextEncoder().encode('plain-private-key'),
  createdAt: start,
  retiresAt: undefined,
} as const;

for (const [engine, open] of Object.entries(engines)) {
  suite(`secrets at rest on ${engine}`, () => {
    test('no secret can be read in any table', async () => {
      await using db = await open();
      const { store } = db;
      await store.clients.insert(aClient({ secrets: [{ id: '1', value: 'plain-client-secret', createdAt: start }] }));
      const password = { hash: '$argon2id$x', srp: { salt: 'plain-salt', verifier: 'plain-verifier' }, setAt: start };
      await store.users.insert(aUser({ password }), 'ada', []);
      await store.accessKeys.insert(accessKey);
      await store.signingKeys.insert(signingKey);
      await store.messages.insert(
        aMessage({ subject: 'plain-subject', body: 'plain-body', code: 'plain-code', link: 'plain-link' }),
      );
      for (const table of ['clients', 'users', 'access_keys', 'signing_keys', 'messages']) {
        const rows = await db.database.all(command(`select * from ${table}`, true));
        assert.equal(rows.length, 1);
        assert.doesNotMatch(JSON.stringify(rows), /plain-/);
      }
    });

    test('a sealed value that is moved to another row does not open there', async () => {
      await using db = await open();
      const { store } = db;
      const [mine, theirs] = [aClient(), aClient()];
      await store.clients.insert(mine);
      await store.clients.insert(theirs);
      const move = `update clients set secrets = (select secrets from clients where id = '${mine.id}') where id = '${theirs.id}'`;
      await db.database.run(command(move));
      assert.deepEqual(await store.clients.find(mine.id), mine);
      await assert.rejects(store.clients.find(theirs.id), /cannot be opened/);
    });

    test('without its key a client is not taken for a public one', async () => {
      await using db = await open();
      const client = aClient();
      await db.store.clients.insert(client);
      const keyless = openStore(db.database, { ...db.secrets, unseal: () => undefined });
      await assert.rejects(keyless.clients.find(client.id), /cannot be opened/);
    });

    test('access keys come back as they were stored', async () => {
      await using db = await open();
      const { accessKeys } = db.store;
      assert.equal(await accessKeys.find('AKIA1'), undefined);
      await accessKeys.insert(accessKey);
      assert.deepEqual(await accessKeys.find('AKIA1'), accessKey);
      assert.deepEqual(await accessKeys.list(), [accessKey]);
    });

    test('signing keys are published until they retire', async () => {
      let now = start;
      await using db = await open({ clock: { now: () => now } });
      const { signingKeys } = db.store;
      await signingKeys.insert(signingKey);
      await signingKeys.insert({ ...signingKey, kid: 'k2', use: 'access' });
      await signingKeys.insert({ ...signingKey, poolId: 'us-east-1_Another01' });
      assert.deepEqual(await signingKeys.listOf(poolId), [signingKey, { ...signingKey, kid: 'k2', use: 'access' }]);
      await signingKeys.retire(poolId, 'k1', start + 10);
      assert.deepEqual(
        (await signingKeys.listOf(poolId)).map(({ retiresAt }) => retiresAt),
        [start + 10, undefined],
      );
      now = start + 10;
      assert.deepEqual(
        (await signingKeys.listOf(poolId)).map(({ kid }) => kid),
        ['k2'],
      );
      assert.equal(await db.store.sweep(start + 10), 1);
      now = start;
      assert.deepEqual(
        (await signingKeys.listOf(poolId)).map(({ kid }) => kid),
        ['k2'],
      );
      assert.equal((await signingKeys.listOf('us-east-1_Another01')).length, 1);
    });
  });
}
