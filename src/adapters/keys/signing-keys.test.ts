import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { storedSigningKeys } from './signing-keys.ts';
import { engines } from '../../../test/support/engines.ts';
import { aPool, start } from '../../../test/support/records.ts';

async function withTwoPools() {
  const db = await engines.sqlite();
  const keys = storedSigningKeys(db.store, () => start);
  for (const id of ['us-east-1_one', 'us-east-1_two']) {
    await db.store.pools.insert(aPool({ id }));
    for (const key of await keys.generate(id)) await db.store.signingKeys.insert(key);
  }
  return { db, keys, token: await keys.sign('us-east-1_one', 'access', { sub: 'ada' }) };
}

suite('a token that was good before is refused', () => {
  test('at another pool', async () => {
    const { db, keys, token } = await withTwoPools();
    await using _ = db;
    assert.ok(await keys.verify('us-east-1_one', token));
    assert.equal(await keys.verify('us-east-1_two', token), undefined);
  });

  test('when a character of it was changed', async () => {
    const { db, keys, token } = await withTwoPools();
    await using _ = db;
    assert.ok(await keys.verify('us-east-1_one', token));
    const [header, , signature] = token.split('.');
    const claims = Buffer.from('{"sub":"eve"}').toString('base64url');
    assert.equal(await keys.verify('us-east-1_one', `${header}.${claims}.${signature}`), undefined);
    assert.equal(await keys.verify('us-east-1_one', `${token}A`), undefined);
  });

  test('when its key is gone', async () => {
    const { db, keys, token } = await withTwoPools();
    await using _ = db;
    assert.ok(await keys.verify('us-east-1_one', token));
    for (const { kid } of await db.store.signingKeys.listOf('us-east-1_one')) {
      await db.store.signingKeys.retire('us-east-1_one', kid, start);
    }
    await db.store.sweep(start + 1);
    keys.forget();
    assert.equal(await keys.verify('us-east-1_one', token), undefined);
  });
});

test('a good token says the same whenever it is asked', async () => {
  const { db, keys, token } = await withTwoPools();
  await using _ = db;
  assert.deepEqual(await keys.verify('us-east-1_one', token), { sub: 'ada' });
  assert.deepEqual(await keys.verify('us-east-1_one', token), { sub: 'ada' });
});
