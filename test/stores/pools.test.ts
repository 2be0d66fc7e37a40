import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aClient, aGroup, anImportJob, aPool, atOnce, aUser, countOf, poolId, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`pools and clients on ${engine}`, () => {
    test('what is not there is not found, replaced or deleted', async () => {
      await using db = await open();
      const { pools, clients } = db.store;
      assert.equal(await pools.find(poolId), undefined);
      assert.equal(await pools.replace(aPool(), start), false);
      assert.equal(await pools.delete(poolId), false);
      assert.equal(await clients.find('x'), undefined);
      assert.equal(await clients.replace(aClient(), start), false);
      assert.equal(await clients.delete(poolId, 'x'), false);
      assert.equal(await db.store.configurationVersion(), 0);
    });

    test('a pool and a client come back as they were stored', async () => {
      await using db = await open();
      const [pool, client, publicClient] = [aPool(), aClient(), aClient({ secrets: [] })];
      await db.store.pools.insert(pool);
      await db.store.clients.insert(client);
      await db.store.clients.insert(publicClient);
      assert.deepEqual(await db.store.pools.find(pool.id), pool);
      assert.deepEqual(await db.store.clients.find(client.id), client);
      assert.deepEqual(await db.store.clients.find(publicClient.id), publicClient);
    });

    test('a client is only deleted or replaced through its own pool', async () => {
      await using db = await open();
      const client = aClient();
      await db.store.clients.insert(client);
      assert.equal(await db.store.clients.delete('us-east-1_Another01', client.id), false);
      assert.equal(await db.store.clients.replace({ ...client, poolId: 'us-east-1_Another01' }, start), false);
      assert.deepEqual(await db.store.clients.find(client.id), client);
      assert.equal(await db.store.clients.delete(poolId, client.id), true);
      assert.equal(await db.store.clients.find(client.id), undefined);
    });

    test('of twenty replacements from the same state one succeeds, also within one millisecond', async () => {
      await using db = await open();
      const other = await db.another();
      await db.store.pools.insert(aPool());
      const results = await atOnce(20, (index) =>
        (index % 2 ? db : other).store.pools.replace(aPool({ name: `n${index}`, modifiedAt: start }), start),
      );
      assert.equal(countOf(results, true), 1);
      const now = await db.store.pools.find(poolId);
      assert.ok(now && now.modifiedAt > start);
    });

    test('every change of pools, clients and keys raises the configuration version, and nothing else does', async () => {
      await using db = await open();
      const { store } = db;
      const client = aClient();
      const key = { poolId, kid: 'k', use: 'id', privateKey: new Uint8Array([1]), createdAt: start } as const;
      const root = { kind: 'root', arn: 'arn:aws:iam::0:root', accountId: '0', accessKeyId: 'AKIA' } as const;
      const changes = [
        () => store.pools.insert(aPool()),
        () => store.pools.replace(aPool(), start),
        () => store.clients.insert(client),
        () => store.clients.replace(client, start),
        () => store.clients.delete(poolId, client.id),
        () => store.signingKeys.insert({ ...key, retiresAt: undefined }),
        () => store.signingKeys.retire(poolId, 'k', start),
        () => store.sweep(start),
        () =>
          store.accessKeys.insert({
            accessKeyId: 'AKIA',
            secret: 's',
            principal: root,
            active: true,
            createdAt: start,
          }),
        () => store.pools.delete(poolId),
      ];
      for (const [index, change] of changes.entries()) {
        await change();
        assert.equal(await store.configurationVersion(), index + 1);
      }
      await store.users.insert(aUser(), 'ada', []);
      await store.pools.replace(aPool(), start);
      assert.equal(await store.configurationVersion(), changes.length);
    });

    test('lists page by id within the region, and counts agree', async () => {
      await using db = await open();
      const { pools, clients } = db.store;
      for (const id of ['us-east-1_c', 'us-east-1_a', 'us-east-1_B']) await pools.insert(aPool({ id }));
      await pools.insert(aPool({ id: 'eu-west-1_a', region: 'eu-west-1' }));
      const first = await pools.list('us-east-1', undefined, 2);
      assert.deepEqual(
        first.items.map(({ id }) => id),
        ['us-east-1_B', 'us-east-1_a'],
      );
      const second = await pools.list('us-east-1', first.next, 2);
      assert.deepEqual(
        second.items.map(({ id }) => id),
        ['us-east-1_c'],
      );
      assert.equal(second.next, undefined);
      assert.equal(await pools.count('us-east-1'), 3);
      assert.deepEqual(await pools.regions(), ['eu-west-1', 'us-east-1']);
      for (const id of ['b', 'a']) await clients.insert(aClient({ id }));
      assert.deepEqual(
        (await clients.list(poolId, 'a', 5)).items.map(({ id }) => id),
        ['b'],
      );
      assert.equal(await clients.count(poolId), 2);
    });

    test('a deleted pool is gone at once with its clients and keys, and sweeping removes everything of it', async () => {
      await using db = await open();
      const { store } = db;
      const client = aClient();
      const other = aUser({ poolId: 'us-east-1_Another01' });
      await store.pools.insert(aPool());
      await store.clients.insert(client);
      await store.importJobs.insert(anImportJob({ status: 'InProgress' }));
      await store.groups.insert(aGroup());
      const users = Array.from({ length: 30 }, () => aUser());
      for (const user of users) {
        await store.users.insert(user, user.username, [{ kind: 'email', value: user.attributes['email']! }]);
        await store.groups.addMember(poolId, 'readers', user.sub, start);
      }
      await store.users.insert(other, other.username, []);
      assert.equal(await store.pools.countUsers(poolId), 30);

      assert.equal(await store.pools.delete(poolId), true);
      assert.equal(await store.pools.find(poolId), undefined);
      assert.equal(await store.clients.find(client.id), undefined);
      assert.deepEqual(await store.importJobs.listUnfinished(), []);
      while ((await store.sweep(start)) > 0);
      for (const { sub } of users) assert.equal(await store.users.findBySub(poolId, sub), undefined);
      assert.equal(await store.groups.find(poolId, 'readers'), undefined);
      assert.equal(await store.pools.countUsers(poolId), 0);
      assert.deepEqual(await store.users.findBySub(other.poolId, other.sub), other);
    });
  });
}
