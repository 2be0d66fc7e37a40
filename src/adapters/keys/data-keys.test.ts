import assert from 'node:assert/strict';
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { suite, test } from 'node:test';
import { engines } from '../../../test/support/engines.ts';
import { statement } from '../database/statement.ts';
import { loadDataKeys, rotateMasterKey } from './data-keys.ts';
import { dataKeySecrets } from './secrets.ts';

const key = (): KeyObject => createSecretKey(randomBytes(32));
const only = (current: KeyObject) => ({ current, previous: [] });
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

for (const [engine, open] of Object.entries(engines)) {
  suite(`data keys on ${engine}`, () => {
    test('a wrong master key is refused, with the way out', async () => {
      await using db = await open();
      await loadDataKeys(db.database, only(key()), 1);
      await assert.rejects(
        loadDataKeys(db.database, only(key()), 2),
        /master key does not fit this database.*CENOTE_PREVIOUS_MASTER_KEYS/s,
      );
    });

    test('servers that start together on a new database agree on its keys', async () => {
      await using db = await open();
      const master = only(key());
      const others = await Promise.all([1, 2, 3].map(() => db.another()));
      const loaded = await Promise.all(others.map(({ database }) => loadDataKeys(database, master, 1)));
      const sealed = dataKeySecrets(loaded[0]!).seal('secret', 'here');
      for (const keys of loaded) {
        assert.equal(text(dataKeySecrets(keys).unseal(sealed, 'here')), 'secret');
        assert.equal(
          dataKeySecrets(keys).fingerprint('code', 'x'),
          dataKeySecrets(loaded[0]!).fingerprint('code', 'x'),
        );
      }
    });

    test('after a change of the master key everything still opens, and the old key is no longer needed', async () => {
      await using db = await open();
      const [old, fresh] = [key(), key()];
      const before = dataKeySecrets(await loadDataKeys(db.database, only(old), 1));
      const sealed = before.seal('secret', 'here');
      const hash = before.fingerprint('code', 'x');
      const both = { current: fresh, previous: [old] };
      assert.deepEqual((await rotateMasterKey(db.database, both, 2)).toSorted(), ['data-1', 'pepper']);
      const after = dataKeySecrets(await loadDataKeys(db.database, only(fresh), 3));
      assert.equal(text(after.unseal(sealed, 'here')), 'secret');
      assert.equal(after.fingerprint('code', 'x'), hash, 'codes that are on their way stay good');
      assert.notEqual(
        after.seal('secret', 'here').split('.')[1],
        sealed.split('.')[1],
        'new values are sealed under a new key',
      );
      await assert.rejects(loadDataKeys(db.database, only(old), 4), /does not fit/);
      assert.deepEqual(await rotateMasterKey(db.database, both, 5), [], 'again there is nothing to do');
    });

    test('no key stands in the database as it is', async () => {
      await using db = await open();
      const keys = await loadDataKeys(db.database, only(key()), 1);
      const rows = JSON.stringify(
        await db.database.all(statement((query) => query.selectFrom('data_keys').selectAll())),
      );
      for (const secret of [...keys.all.values()].map((each) => each.export())) {
        for (const form of ['base64', 'base64url', 'hex'] as const)
          assert.equal(rows.includes(secret.toString(form)), false);
      }
    });
  });
}
