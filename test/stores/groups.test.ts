import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aGroup, atOnce, aUser, countOf, poolId, start } from '../support/records.ts';

for (const [engine, open] of Object.entries(engines)) {
  suite(`groups on ${engine}`, () => {
    test('what is not there is not found, replaced, deleted or joined', async () => {
      await using db = await open();
      const { groups, users } = db.store;
      const ada = aUser();
      await users.insert(ada, 'ada', []);
      assert.equal(await groups.find(poolId, 'readers'), undefined);
      assert.equal(await groups.replace(aGroup()), false);
      assert.equal(await groups.delete(poolId, 'readers'), false);
      await assert.rejects(groups.addMember(poolId, 'readers', ada.sub, start), { failure: 'groupNotFound' });
      await groups.removeMember(poolId, 'readers', ada.sub);
      await groups.insert(aGroup());
      await assert.rejects(groups.addMember(poolId, 'readers', 'nobody', start), { code: 'ResourceNotFoundException' });
      assert.deepEqual(await groups.allOf(poolId, ada.sub), []);
    });

    test('of twenty groups of one name made at once, one is', async () => {
      await using db = await open();
      const other = await db.another();
      const results = await atOnce(20, (index) => (index % 2 ? db : other).store.groups.insert(aGroup()));
      assert.equal(countOf(results, undefined), 1);
      for (const result of results)
        if (result.status === 'rejected') assert.equal(result.reason.failure, 'groupExists');
    });

    test('a group comes back as it was stored and replaced', async () => {
      await using db = await open();
      const { groups } = db.store;
      await groups.insert(aGroup());
      assert.deepEqual(await groups.find(poolId, 'readers'), aGroup());
      const bare = aGroup({
        description: undefined,
        precedence: undefined,
        roleArn: 'arn:aws:iam::0:role/r',
        modifiedAt: 9,
      });
      assert.equal(await groups.replace(bare), true);
      assert.deepEqual(await groups.find(poolId, 'readers'), bare);
    });

    test('memberships are listed from both sides, page by page, and adding twice changes nothing', async () => {
      await using db = await open();
      const { groups, users } = db.store;
      const people = Array.from({ length: 5 }, () => aUser()).toSorted((one, two) => (one.sub < two.sub ? -1 : 1));
      for (const person of people) await users.insert(person, person.username, []);
      for (const name of ['b', 'a', 'C']) await groups.insert(aGroup({ name }));
      for (const person of people) await groups.addMember(poolId, 'a', person.sub, start);
      const ada = people[0]!;
      for (const name of ['b', 'C', 'a', 'a']) await groups.addMember(poolId, name, ada.sub, start);

      const first = await groups.members(poolId, 'a', undefined, 3);
      const second = await groups.members(poolId, 'a', first.next, 3);
      assert.deepEqual([...first.items, ...second.items], people);
      assert.equal(second.next, undefined);
      assert.deepEqual(
        (await groups.allOf(poolId, ada.sub)).map(({ name }) => name),
        ['C', 'a', 'b'],
      );
      const mine = await groups.listOf(poolId, ada.sub, undefined, 2);
      assert.deepEqual((await groups.listOf(poolId, ada.sub, mine.next, 2)).items, [aGroup({ name: 'b' })]);
      assert.equal(await groups.countOf(poolId, ada.sub), 3);
      assert.equal(await groups.count(poolId), 3);
      assert.deepEqual((await groups.list(poolId, 'C', 1)).next, 'a');
      await groups.removeMember(poolId, 'a', ada.sub);
      assert.equal(await groups.countOf(poolId, ada.sub), 2);
    });

    test('a group that is made again under the name of a deleted one has no members', async () => {
      await using db = await open();
      const other = await db.another();
      const { groups, users } = db.store;
      const people = Array.from({ length: 10 }, () => aUser());
      for (const person of people) await users.insert(person, person.username, []);
      await groups.insert(aGroup());
      await atOnce(11, async (index) => {
        if (index === 5) await other.store.groups.delete(poolId, 'readers');
        else await groups.addMember(poolId, 'readers', people[index % 10]!.sub, start);
      });
      await groups.insert(aGroup());
      assert.deepEqual((await groups.members(poolId, 'readers', undefined, 20)).items, []);
    });
  });
}
