import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engines } from '../support/engines.ts';
import { aCode, aGroup, aSession, atOnce, aUser, countOf, poolId, start } from '../support/records.ts';

const elsewhere = 'us-east-1_Another01';
const email = (value: string) => ({ kind: 'email', value }) as const;

for (const [engine, open] of Object.entries(engines)) {
  suite(`users on ${engine}`, () => {
    test('what is not there is not found, changed or deleted', async () => {
      await using db = await open();
      const { users } = db.store;
      assert.equal(await users.findBySub(poolId, 'x'), undefined);
      assert.equal(await users.findByUsername(poolId, 'x'), undefined);
      assert.equal(await users.findByAlias(poolId, email('x')), undefined);
      assert.equal(await users.statusOf(poolId, 'x'), undefined);
      assert.equal(await users.change(poolId, 'x', () => assert.fail('called')), undefined);
      assert.equal(await users.releaseAlias(poolId, email('x')), undefined);
      assert.equal(await users.delete(poolId, 'x'), false);
      assert.equal(await db.store.pools.countUsers(poolId), 0);
    });

    test('a taken username is refused and leaves no trace', async () => {
      await using db = await open();
      const { users, pools } = db.store;
      const [ada, impostor] = [aUser(), aUser()];
      await users.insert(ada, 'ada', []);
      await assert.rejects(users.insert(impostor, 'ada', [email('impostor@example.com')]), {
        failure: 'usernameTaken',
      });
      assert.equal(await users.findBySub(poolId, impostor.sub), undefined);
      assert.equal(await users.findByAlias(poolId, email('impostor@example.com')), undefined);
      assert.equal(await pools.countUsers(poolId), 1);
    });

    test('an alias of another user is refused and leaves no trace', async () => {
      await using db = await open();
      const { users, pools } = db.store;
      const [ada, eve] = [aUser(), aUser()];
      await users.insert(ada, 'ada', [email('a@example.com')]);
      const aliases = [{ kind: 'preferred_username', value: 'eve' } as const, email('a@example.com')];
      await assert.rejects(users.insert(eve, 'eve', aliases), {
        failure: 'aliasExists',
        message: 'An account with the given email already exists.',
      });
      assert.equal(await users.findByUsername(poolId, 'eve'), undefined);
      assert.equal(await users.findByAlias(poolId, aliases[0]!), undefined);
      assert.equal(await pools.countUsers(poolId), 1);
      await users.insert(eve, 'eve', []);
      await assert.rejects(users.setAliases(poolId, eve.sub, aliases), { failure: 'aliasExists' });
      assert.equal(await users.findByAlias(poolId, aliases[0]!), undefined);
      assert.equal((await users.findByAlias(poolId, email('a@example.com')))?.sub, ada.sub);
    });

    test('a refusal inside a larger transaction leaves the rest of it standing', async () => {
      await using db = await open();
      await db.store.users.insert(aUser(), 'ada', [email('a@example.com')]);
      const bob = aUser();
      await db.store.write(async ({ users }) => {
        await assert.rejects(users.insert(aUser(), 'ada', []), { failure: 'usernameTaken' });
        await assert.rejects(users.insert(aUser(), 'eve', [email('a@example.com')]), { failure: 'aliasExists' });
        await users.insert(bob, 'bob', []);
      });
      assert.equal(await db.store.users.findByUsername(poolId, 'eve'), undefined);
      assert.deepEqual(await db.store.users.findByUsername(poolId, 'bob'), bob);
      assert.equal(await db.store.pools.countUsers(poolId), 2);
    });

    test('a user is not found through another pool', async () => {
      await using db = await open();
      const { users } = db.store;
      const ada = aUser();
      await users.insert(ada, 'ada', [email('a@example.com')]);
      assert.equal(await users.findBySub(elsewhere, ada.sub), undefined);
      assert.equal(await users.findByUsername(elsewhere, 'ada'), undefined);
      assert.equal(await users.findByAlias(elsewhere, email('a@example.com')), undefined);
      assert.equal(await users.delete(elsewhere, ada.sub), false);
      await users.insert(aUser({ poolId: elsewhere }), 'ada', [email('a@example.com')]);
    });

    test('a user comes back as it was stored, by sub, username and alias', async () => {
      await using db = await open();
      const { users } = db.store;
      const full = aUser({
        username: 'Ada',
        attributes: { email: 'Ä@example.com', name: '👩‍💻 "quoted"', 'custom:note': 'a\u0000b' },
        pending: { email: 'new@example.com' },
        identities: [
          {
            providerName: 'Google',
            providerType: 'Google',
            userId: '1',
            issuer: null,
            primary: true,
            dateCreated: start,
          },
        ],
        earlierPasswords: ['$old'],
        temporaryUntil: start + 5,
        signedOutAt: start - 5,
        enabled: false,
      });
      const bare = aUser({ password: undefined, attributes: {} });
      await users.insert(full, 'ada', [email('ä@example.com')]);
      await users.insert(bare, 'bare', []);
      assert.deepEqual(await users.findBySub(poolId, full.sub), full);
      assert.deepEqual(await users.findByUsername(poolId, 'ada'), full);
      assert.deepEqual(await users.findByAlias(poolId, email('ä@example.com')), full);
      assert.deepEqual(await users.findBySub(poolId, bare.sub), bare);
      assert.deepEqual(await users.statusOf(poolId, full.sub), {
        status: 'CONFIRMED',
        enabled: false,
        signedOutAt: start - 5,
      });
    });

    test('attributes and aliases of the greatest length are stored, in any script', async () => {
      await using db = await open();
      const { users } = db.store;
      const long = `${'漢😀'.repeat(680)}x`;
      const user = aUser({ attributes: { email: long, name: long, family_name: long } });
      const alias = { kind: 'preferred_username', value: long } as const;
      await users.insert(user, 'long', [alias]);
      assert.deepEqual(await users.findByAlias(poolId, alias), user);
      assert.equal(await users.findByAlias(poolId, { ...alias, value: `${long}y` }), undefined);
      await users.setAliases(poolId, user.sub, [alias]);
      assert.equal(await users.releaseAlias(poolId, alias), user.sub);
    });

    test('a name with U+0000 in it is refused, not found and not stored', async () => {
      await using db = await open();
      const { users } = db.store;
      await assert.rejects(users.findByUsername(poolId, 'a\0'), { failure: 'invalidParameter' });
      await assert.rejects(users.insert(aUser(), 'a\0', []), { failure: 'invalidParameter' });
    });

    test('of twenty who want one username at once, one gets it', async () => {
      await using db = await open();
      const other = await db.another();
      const results = await atOnce(20, (index) => (index % 2 ? db : other).store.users.insert(aUser(), 'ada', []));
      assert.equal(countOf(results, undefined), 1);
      for (const result of results)
        if (result.status === 'rejected') assert.equal(result.reason.failure, 'usernameTaken');
      assert.equal(await db.store.pools.countUsers(poolId), 1);
    });

    test('of twenty who want one alias at once, one gets it, also by setAliases', async () => {
      await using db = await open();
      const other = await db.another();
      const users = Array.from({ length: 20 }, () => aUser());
      for (const user of users.slice(0, 10)) await db.store.users.insert(user, user.username, []);
      const results = await atOnce(20, async (index) => {
        const { store } = index % 2 ? db : other;
        const user = users[index]!;
        if (index < 10) await store.users.setAliases(poolId, user.sub, [email('one@example.com')]);
        else await store.users.insert(user, user.username, [email('one@example.com')]);
      });
      assert.equal(countOf(results, undefined), 1);
      const owner = await db.store.users.findByAlias(poolId, email('one@example.com'));
      assert.equal(owner?.sub, users[results.findIndex(({ status }) => status === 'fulfilled')]?.sub);
    });

    test('the count of users is exact after concurrent inserts and deletes', async () => {
      await using db = await open();
      const other = await db.another();
      const users = Array.from({ length: 60 }, () => aUser());
      await atOnce(60, (index) => (index % 2 ? db : other).store.users.insert(users[index]!, `u${index}`, []));
      assert.equal(await db.store.pools.countUsers(poolId), 60);
      const deleted = await atOnce(40, (index) =>
        (index % 2 ? db : other).store.users.delete(poolId, users[index >> 1]!.sub),
      );
      assert.equal(countOf(deleted, true), 20);
      assert.equal(await other.store.pools.countUsers(poolId), 40);
    });

    test('concurrent changes of one user all count, through two processes', async () => {
      await using db = await open();
      const other = await db.another();
      const ada = aUser({ attributes: { visits: '0' } });
      await db.store.users.insert(ada, 'ada', []);
      const results = await atOnce(40, (index) =>
        (index % 2 ? db : other).store.users.change(poolId, ada.sub, (user) => ({
          ...user,
          attributes: { ...user.attributes, visits: String(Number(user.attributes['visits']) + 1) },
        })),
      );
      assert.deepEqual(
        results.filter(({ status }) => status === 'rejected'),
        [],
      );
      assert.equal((await db.store.users.findBySub(poolId, ada.sub))?.attributes['visits'], '40');
    });

    test('change writes what differs, keeps the rest, and answers the new form', async () => {
      await using db = await open();
      const { users } = db.store;
      const ada = aUser();
      await users.insert(ada, 'ada', []);
      const same = await users.change(poolId, ada.sub, (user) => user);
      assert.deepEqual(same, ada);
      const changed = await users.change(poolId, ada.sub, (user) => ({
        ...user,
        status: 'RESET_REQUIRED',
        modifiedAt: start + 7,
        attributes: { ...user.attributes, email: 'new@example.com' },
        password: { hash: '$new', srp: undefined, setAt: start + 7 },
        earlierPasswords: ['$old'],
      }));
      assert.equal(changed?.modifiedAt, start + 7);
      assert.deepEqual(await users.findBySub(poolId, ada.sub), changed);
      const again = await users.change(poolId, ada.sub, (user) => ({
        ...user,
        password: { ...user.password!, srp: { salt: '1', verifier: '2' } },
      }));
      assert.deepEqual(again?.password?.srp, { salt: '1', verifier: '2' });
      assert.deepEqual(await users.findBySub(poolId, ada.sub), again);
      const filter = { attribute: 'email', match: 'equals', value: 'new@example.com' } as const;
      assert.deepEqual(
        (await users.list(poolId, filter, undefined, 5)).items.map(({ sub }) => sub),
        [ada.sub],
      );
    });

    test('a change that throws writes nothing', async () => {
      await using db = await open();
      const ada = aUser();
      await db.store.users.insert(ada, 'ada', []);
      const refused = db.store.users.change(poolId, ada.sub, () => {
        throw new Error('no');
      });
      await assert.rejects(refused, { message: 'no' });
      assert.deepEqual(await db.store.users.findBySub(poolId, ada.sub), ada);
    });

    test('setting aliases keeps, adds and removes; a released alias is free for another', async () => {
      await using db = await open();
      const { users } = db.store;
      const [ada, eve] = [aUser(), aUser()];
      await users.insert(ada, 'ada', [email('1@example.com'), { kind: 'phone_number', value: '+1' }]);
      await users.insert(eve, 'eve', []);
      await users.setAliases(poolId, ada.sub, [email('2@example.com'), { kind: 'phone_number', value: '+1' }]);
      assert.equal(await users.findByAlias(poolId, email('1@example.com')), undefined);
      assert.equal((await users.findByAlias(poolId, { kind: 'phone_number', value: '+1' }))?.sub, ada.sub);
      assert.equal(await users.releaseAlias(poolId, email('2@example.com')), ada.sub);
      await users.setAliases(poolId, eve.sub, [email('2@example.com')]);
      assert.equal((await users.findByAlias(poolId, email('2@example.com')))?.sub, eve.sub);
      await users.setAliases(poolId, 'nobody', [email('3@example.com')]);
      assert.equal(await users.releaseAlias(poolId, email('3@example.com')), undefined);
    });

    test('a deleted user takes aliases, codes, sessions and memberships along, and frees its names', async () => {
      await using db = await open();
      const { users, groups, codes, sessions } = db.store;
      const ada = aUser();
      await users.insert(ada, 'ada', [email('a@example.com')]);
      await groups.insert(aGroup());
      await groups.addMember(poolId, 'readers', ada.sub, start);
      await codes.put(aCode({ sub: ada.sub }));
      const session = aSession({ sub: ada.sub });
      await sessions.insert(session);
      assert.equal(await users.delete(poolId, ada.sub), true);
      assert.equal(await codes.find(poolId, ada.sub, 'signUp'), undefined);
      assert.equal(await sessions.find(poolId, session.id), undefined);
      assert.deepEqual((await groups.members(poolId, 'readers', undefined, 5)).items, []);
      await users.insert(aUser(), 'ada', [email('a@example.com')]);
      assert.equal(await db.store.pools.countUsers(poolId), 1);
    });
  });
}
