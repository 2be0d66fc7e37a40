import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { User } from '#domain/users/user.ts';
import type { Page } from '#ports/page.ts';
import type { UserFilter } from '#domain/users/user-filter.ts';
import type { UserPageKey, UserStore } from '#ports/stores.ts';
import { engines } from '../support/engines.ts';
import { aUser, poolId } from '../support/records.ts';

async function all(users: UserStore, filter: UserFilter | undefined, limit: number, between = async () => {}) {
  const found: User[] = [];
  let after: UserPageKey | undefined;
  do {
    const page: Page<User, UserPageKey> = await users.list(poolId, filter, after, limit);
    assert.ok(page.items.length <= limit);
    found.push(...page.items);
    after = page.next;
    await between();
  } while (after);
  return found;
}

// Names whose UTF-16 and UTF-8 orders differ, and prefixes of each other.
const letter = fc.constantFrom('a', 'b', 'B', '~', 'é', '\uffee', '😀', '%', '_', "'");
const name = fc.array(letter, { minLength: 1, maxLength: 3 }).map((letters) => letters.join(''));

for (const [engine, open] of Object.entries(engines)) {
  suite(`lists of users on ${engine}`, () => {
    test('a page key from another list is refused', async () => {
      await using db = await open();
      const filter: UserFilter = { attribute: 'name', match: 'startsWith', value: 'ad' };
      const list = async () => db.store.users.list(poolId, filter, ['bob', 'x'], 5);
      await assert.rejects(list, { failure: 'invalidPaginationToken' });
    });

    test('a filter finds exactly what it says, on every attribute, page by page and in order', async () => {
      await using db = await open();
      const { users } = db.store;
      const model: User[] = [];
      const attributes = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'] as const;
      for (let index = 0; index < 60; index++) {
        const [value] = fc.sample(name, 1) as [string];
        const user = aUser({
          username: `${value}${index}`,
          enabled: index % 3 > 0,
          status: index % 2 ? 'CONFIRMED' : 'UNCONFIRMED',
          attributes: index % 5 ? Object.fromEntries(attributes.map((key) => [key, value])) : {},
        });
        model.push(user);
        await users.insert(user, `key-${index}`, []);
      }
      await users.insert(aUser({ poolId: 'us-east-1_Another01' }), 'stranger', []);
      const valueOf = (user: User, attribute: UserFilter['attribute']) => {
        if (attribute === 'username' || attribute === 'sub') return user[attribute];
        if (attribute === 'cognito:user_status') return user.status;
        if (attribute === 'status') return user.enabled ? 'Enabled' : 'Disabled';
        return user.attributes[attribute];
      };
      const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...attributes, 'username', 'sub', 'cognito:user_status', 'status'),
          fc.constantFrom('equals', 'startsWith'),
          fc.nat(59),
          fc.nat(4),
          fc.integer({ min: 1, max: 20 }),
          async (attribute, match, sample, cut, limit) => {
            const example = valueOf(model[sample]!, attribute) ?? 'a';
            const value = match === 'equals' ? example : Array.from(example).slice(0, cut).join('');
            const expected = model
              .filter((user) => {
                const has = valueOf(user, attribute);
                return has !== undefined && (match === 'equals' ? has === value : has.startsWith(value));
              })
              .toSorted((one, two) => {
                const byValue = attribute === 'status' ? 0 : bytes(valueOf(one, attribute)!, valueOf(two, attribute)!);
                return byValue || bytes(one.sub, two.sub);
              });
            const found = await all(users, { attribute, match, value }, limit);
            assert.deepEqual(
              found.map(({ sub }) => sub),
              expected.map(({ sub }) => sub),
            );
          },
        ),
        { numRuns: 150 },
      );
    });

    test('the status is compared without regard to case, as in Cognito', async () => {
      await using db = await open();
      await db.store.users.insert(aUser({ status: 'UNCONFIRMED' }), 'u', []);
      const filter = { attribute: 'cognito:user_status', match: 'equals', value: 'unconfirmed' } as const;
      assert.equal((await db.store.users.list(poolId, filter, undefined, 5)).items.length, 1);
    });

    test('pages never skip or repeat a user while others are added', async () => {
      await using db = await open();
      const { users } = db.store;
      const add = async () => {
        const [value] = fc.sample(name, 1) as [string];
        const user = aUser({ attributes: { name: `n${value}` } });
        await users.insert(user, user.username, []);
        return user.sub;
      };
      const before: string[] = [];
      for (let index = 0; index < 40; index++) before.push(await add());
      for (const filter of [undefined, { attribute: 'name', match: 'startsWith', value: 'n' } as const]) {
        const found = (await all(users, filter, 3, async () => void (await add()))).map(({ sub }) => sub);
        assert.equal(new Set(found).size, found.length);
        const missing = before.filter((sub) => !found.includes(sub));
        assert.deepEqual(missing, []);
      }
    });
  });
}
